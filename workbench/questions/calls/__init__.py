"""Questions of calls, messages and sessions: who, when, near whom, and with which phone."""
