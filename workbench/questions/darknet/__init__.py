"""Questions of markets, sites and channels: who is the same vendor, what is sold, who operates."""
