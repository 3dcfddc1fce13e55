"""The panels around the chart, one a file."""
