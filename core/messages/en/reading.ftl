# Why it cannot be told how far to believe the answers of a network. Each ends a sentence: “… is not known: it was tested on …”

reading-few-texts = it was tested on fewer than { $fewest } texts.
reading-few-examples = it has learnt from fewer than { $fewest } examples of a class, or was tested on fewer.
reading-many-inputs = its first linear layer has more than { $most } inputs.
