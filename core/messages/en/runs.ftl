# Runs: their status, how training ends, and files of saved runs.

runs-title = Lesson { $lesson } on { $dataset }
runs-title-changed = Lesson { $lesson } { $change }, on { $dataset }

runs-status-waiting = waiting
runs-status-running = running
runs-status-paused = paused
runs-status-finished = finished
runs-status-stopped = stopped
runs-status-failed = failed

runs-button-save = Save the run

## How training ends

runs-ended-early = Ended early: in the { $patience ->
    [one] epoch
   *[other] { $patience } epochs
    } after epoch { $epoch } the accuracy on the { $part } did not rise above { $accuracy }%.
runs-loss-diverged = The loss became { $loss } in epoch { $epoch }, mini-batch { $batch }, with learning rate { $rate }. The steps were too large: try a learning rate of { $smaller }.
runs-test-diverged = The loss on the { $part } became { $loss } after epoch { $epoch }, with learning rate { $rate }. The steps were too large: try a learning rate of { $smaller }.
runs-weight-diverged = { $name } came to hold values that are no numbers { $batch ->
    [0] after epoch { $epoch }
   *[other] in epoch { $epoch }, mini-batch { $batch }
    }, with learning rate { $rate }. The steps were too large: try a learning rate of { $smaller }.
runs-memory-full = The memory of this computer is full. Try a smaller batch size or a smaller network.
runs-fault = Training broke off because of a fault in the program; the server's log has it.
runs-weights-kept = { $problem } The weights after epoch { $epoch }, mini-batch { $batch } are kept.

## Saved runs

runs-nothing-left = This run has ended: there is nothing left to go on with. Its weights can be saved.
runs-other-version = The file was saved by another version of this playground, which is not read here.
runs-file-of-weights = This is a network's weights, not a saved run: “Weights” on Evaluate and “Try it” takes them.
runs-file-of-no-run = This file holds no unfinished run. Upload one that was made with “Save the run” here.
runs-unusable = The description of the run inside the file cannot be used. Save the run again and try that file.
runs-no-memory = There is not enough memory for this run at the moment. Try again later.
runs-other-examples = The run was saved with other examples of { $dataset } than this server has (or texts cut otherwise), so it cannot go on here exactly.
runs-too-long = The file is damaged: it is longer than the run in it.
runs-save-again = Save the run again.
runs-misfit = This is not a run of the network it names
runs-content = the run's state

## A mini-batch line by line

runs-no-mini-batch = Training is over: there is no mini-batch left to go through.
