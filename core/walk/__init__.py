"""One mini-batch of a run, gone through line by line on a copy: what each line of the training loop did, in numbers."""
