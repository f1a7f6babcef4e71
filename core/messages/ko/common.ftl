# 여러 곳에서 쓰는 말.

common-literal = { $text }
common-and = { $before }, { $item }
common-comma = { $before }, { $item }
