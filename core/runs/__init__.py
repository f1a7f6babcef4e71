"""One training of one visitor: as data, at work, and as others see it."""
