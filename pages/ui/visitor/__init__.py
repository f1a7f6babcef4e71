"""One visitor: what belongs to them, how they come back, and what all visitors share."""
