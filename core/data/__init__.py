"""The data sets, one a file. Each gives the same thing: a DataSet of uint8 tensors in memory."""
