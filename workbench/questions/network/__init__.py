"""Questions of networks: who is in the middle, what hangs together, what would take it apart."""
