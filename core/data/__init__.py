"""The data sets, and what reads, downloads and describes them. Each gives a DataSet of tensors in memory."""
