"""Questions of money, virtual and electronic: whose wallets are one, where it came from and went."""
