### Files of a case at the desk. The Arabic file is the original; this one follows it id by id.
###
### Rules of desk.ftl hold here too. What is shown is hidden until it is asked for; words never push to look.

## Files under a message
files-name = Files of this message
file-kind-picture = Picture
file-kind-video = Video
file-kind-audio = Recording
file-kind-other = File
file-nameless = File without a name
file-open-picture = Open blurred
file-open-video = Open blurred
file-open-audio = Open the recording
file-open-what = { $does }: { $name }
file-opening = Opening… { $part }
file-stop = Stop
file-close = Close the file
file-save = Save to the device
file-only-save = This kind is not shown here.

## Looking
look-hold = Hold to see, let go to hide. On the keyboard: Space or Enter.
look-button = Seen while held: { $name }
look-hidden = Hidden
look-shown = Shown
look-keep = Keep it visible without holding
look-picture = Picture from the file
look-video = Video from the file
look-audio = Recording from the file
look-broken = It cannot be shown: its content is not what its type says. It may open after saving.
looked-today =
    { $count ->
        [0] No pictures looked at today
        [one] One picture looked at today
       *[other] { $count } pictures looked at today
    }
looked-yourself = Nobody else sees this number.
looked-rest = That is a lot for one day. Taking a break or handing the rest to a colleague is ordinary.

## Saving to the device
save-title = Save the file to this device
save-what = The file leaves its protection and stays on this device until it is deleted there. The saving and its reason are recorded in the case before the download, and the team sees them.
save-which = File
save-reason = Reason
save-reason-hint = One sentence is enough, for instance: a copy for the referral.
save-no-reason = The reason is missing.
save-submit = Record the reason and download
save-recorded = The reason is recorded. Downloading…
save-again = Download again
save-done = The file is saved on the device.

## Under 18
minor-title = Sealed: under 18
minor-what = What comes from a minor is opened by nobody and not saved. It stays sealed and counted; only recordings of a voice are opened.
minor-count =
    { $count ->
        [one] One sealed file
       *[other] { $count } sealed files
    }
error-minor = This file is not opened: the person is under 18.
error-minor-advice = A fingerprint made on the owner's device and the link are enough to work with, and a trusted adult.

## Sealed on arrival
sealed-mark = Sealed on arrival
sealed-mark-why = This message was written in a browser with scripts off, so the server sealed it the moment it arrived and saw it for that moment. Everything else was sealed on its writer's device.
