"""Measuring what the program claims, on texts that others wrote; outside the package."""
