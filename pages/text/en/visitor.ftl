# The visitor: how the work is found again, which runs and networks there are, what was brought.

visitor-other-tab = **Your work is open in another tab of this browser**, or on a connection that has just broken off. It can be in one place at a time.
visitor-continue = Continue here
visitor-other-browser = **What this address leads to is open in another browser**, or was a moment ago. Until a minute after, nobody else sees it. If it is yours, close it there and look again then. If somebody has given you the address, begin anew.
visitor-look-again = Look again
visitor-too-late = **What was here is gone.** You were away for more than { $grace }, and the server keeps nothing for longer. { visitor-files }
visitor-restarted = **What was here is gone.** The server was started anew { $ago } ago, and it keeps everything in its memory alone. { visitor-files }
visitor-nowhere = **This address leads to nobody's work.** The part of it behind `visit=` is not complete, or comes from another version of the app. Copy it again, or begin here.
visitor-files = What was saved to a file can be brought back: a run on the Train page, a network's weights on the Evaluate page, pictures and texts on the Data page.
visitor-close = Close
visitor-anew = Begin anew here

## Runs and networks

visitor-all-runs-under-way = All your { $runs } runs are still under way: stop or delete one of them first.
visitor-best-epoch = { $name }, best epoch
    .about = “Best epoch” is a run's network as it was after the epoch with the highest accuracy. It is kept beside the last one where they differ.
visitor-network = Lesson { $lesson }, { $origin }
visitor-network-epochs = { visitor-network }, { $epochs } epochs
visitor-uploaded = Uploaded, lesson { $lesson }
visitor-this-network = This network
visitor-lab-full = A lab here can do { $most } steps. Undo some of them, or press “Reset”.

## What was brought

visitor-read = { $name } has been read.
visitor-read-several = { $count } files have been read.
