"""The chapters of the autograd lab: lesson 004 on live tensors."""
