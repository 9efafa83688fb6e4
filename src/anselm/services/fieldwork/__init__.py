"""Cases and people, what they agreed to, and what took place."""
