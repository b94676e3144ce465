"""What is going on in a school. Deterministic and without I/O: the clock is an argument, events are the result."""
