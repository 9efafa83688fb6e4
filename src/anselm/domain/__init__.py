"""Values, rules and state machines of a study; imports the standard library only."""
