"""The autograd lab: lesson 004 on live tensors."""
