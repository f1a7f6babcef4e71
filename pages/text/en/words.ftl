# Numbers, lists and networks as people read them.

words-less-than-a-second = less than a second
words-seconds = { $seconds } s
words-minutes = { $minutes } min
words-minutes-seconds = { $minutes } min { $seconds } s
words-hours = { $hours } h
words-hours-minutes = { $hours } h { $minutes } min

words-nothing = nothing
words-share-of = { $share } of { $count }
words-part =
    { $count ->
        [one] { $part } ({ $count } example)
       *[other] { $part } ({ $count } examples)
    }

## Which weights these are

words-data-of-yours = your own data
words-data-of-somebody = somebody's own data
words-data-and = { $data } and { $extra }
words-pretrained = pretrained (it came with the app)
words-network-from-elsewhere = Network of lesson { $lesson }, uploaded, for { $data }; its file does not say how it was trained.
words-network = { words-network-learnt }; { $accuracy }% of the { $part } right.
words-network-stopped = { words-network-learnt }, stopped after mini-batch { $steps }; { $accuracy }% of the { $part } right.
words-network-untested = { words-network-learnt }, after mini-batch { $steps }; the run itself has not tested these weights.
words-network-learnt = Network of lesson { $lesson }, { $origin }, { $all ->
        [yes] { $epochs } epochs
       *[no] { $done } of { $epochs } epochs
    } on { $data }
