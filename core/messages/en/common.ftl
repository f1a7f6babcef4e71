# What every area uses.

common-literal = { $text }
common-and = { $before } and { $item }
common-comma = { $before }, { $item }
