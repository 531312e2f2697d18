"""What ``doctor`` looks at: facts from child processes, judged by pure functions."""
