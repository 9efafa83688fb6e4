"""Machine assistance: off by default, local, one more blind reader."""
