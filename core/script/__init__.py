"""The program of a run: plain PyTorch that prints the run's lines and ends with its weights.

`program_of` is a pure function of lesson, data set, hyperparameters and what the visitor did to the run. The program
imports nothing of this app: torch, torchvision and NumPy. Each line is the post's own, or says why it is not.
"""
