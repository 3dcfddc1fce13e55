"""Windows that prove: a case done once more, the self-test, and the disclosure schedule."""
