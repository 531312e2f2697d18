"""The command line: starts processes and speaks their channel; the work is theirs."""
