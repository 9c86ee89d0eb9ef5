"""Statistics over series of prices."""
