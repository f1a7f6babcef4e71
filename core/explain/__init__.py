"""Why a trained network answers as it does, and how far its answer can be believed."""
