"""Why a network answers as it does: the parts of that explanation which several pages show."""
