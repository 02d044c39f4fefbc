"""The subcommands of `pergola`, one module each."""
