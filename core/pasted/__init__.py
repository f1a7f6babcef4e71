"""Networks that visitors paste as PyTorch code: read, never executed by Python."""
