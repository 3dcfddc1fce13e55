"""Questions of parcels: who sends, under which spellings, and what comes next."""
