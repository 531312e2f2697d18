"""Which of a machine's GPUs draws: the same for every process that does."""
