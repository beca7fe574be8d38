### The team's desk. The Arabic file is the original; this one follows it id by id.
###
### Rules: who asks for help is "the person", never "victim"; referral and hand-over are different things. Buttons
### say what they do and to whom. Nothing in a title, a notice or on the locked screen tells what this work is.

## Title, notices: neutral
title = Workspace
title-waiting = ({ $count }) Workspace
attention-body = There is something new in the workspace.
attention-danger = An urgent case is in the queue.
skip = To the content
start-busy = One moment
start-not-set-up = This server has not been set up yet.
start-not-set-up-advice = Ask the server's administrator for the set-up link. This command prints it on its first start.

## Words used everywhere
word-yes = Yes
word-no = No
word-unknown = Not known
word-close = Close the window
word-cancel = Cancel
word-retry = Try again
word-busy = Saving…
word-copy = Copy
word-copied = Copied
word-copy-failed = Copying failed. Select the text and copy it by hand.
word-language = Language

## Sign in, lock
sign-title = Sign in
sign-handle = Sign-in name
sign-passphrase = Passphrase
sign-passphrase-hint = The six words on your paper, with spaces between them.
sign-submit = Sign in
sign-busy = Opening… this may take seconds
sign-passkey = Sign in with a passkey
sign-or-passphrase = Or with the passphrase:
lock-title = This page is locked
lock-lead = Sign in again to go on.
idle-warning = This page locks in one minute. Any movement keeps it open.

## First set-up
setup-title = Set up the team
setup-lead = Done once. The keys are made in this browser; the server never sees them.
setup-team = Name of the team
setup-team-hint = As people who ask for help see it. Arabic is enough to begin.
setup-name-ar = In Arabic
setup-name-ckb = In Kurdish (Sorani)
setup-name-en = In English
setup-you = The first coordinator
setup-your-name = Name inside the team
setup-your-name-hint = An alias is enough. The person sees it when you open the file, so no full name is needed.
setup-handle-hint = Small Latin letters and digits. The server sees it: no real name.
setup-submit = Make the keys and the recovery sheet
setup-busy = One moment…

## Join
join-title = Join the team
join-lead = A name and a passphrase, then the workspace opens.
join-lead-team = Invited by { $team }: a name and a passphrase, then the workspace opens.
join-lost = A lost passphrase cannot be recovered. A coordinator gives you a new link with the recovery sheet, then renews the keys of the cases.
join-submit = Join
join-to-sign-in = To the sign-in page

## Rail
rail-name = Parts of the workspace
rail-lenses = Queues
rail-tools = Tools
rail-team = Team
rail-security = Ways in
rail-one-way = One way in only. A second one takes a minute.
rail-help = Keys
rail-lock = Lock now
lens-mine = My cases
lens-unassigned = With nobody
lens-all = All open
lens-closed = Closed
lens-quarantine = Quarantine

## Queue
queue-count =
    { $count ->
        [0] No cases
        [one] One case
       *[other] { $count } cases
    }
queue-search = Search the cases
queue-search-hint = Case name, description or account…
queue-search-clear = Clear the search
queue-loading = Opening the cases…
queue-no-alias = Unnamed case { $id }
queue-empty-mine = No case is with you now.
queue-empty-unassigned = Every case has somebody.
queue-empty-all = No open cases. A new report appears here the moment it arrives.
queue-empty-closed = No case has been closed yet.
queue-empty-quarantine = The quarantine is empty.
queue-empty-search = Nothing in this queue fits the search.
queue-empty-search-advice = Only the queue shown is searched. Open cases in all: { $total }.
row-unread = Has something new
row-no-key = Your key does not open it
row-alert = Threat to life
row-unreviewed = Danger as reported, not assessed
row-nobody = With nobody
row-waiting = { $span } without an answer
row-not-waiting = Waits for no answer
row-due = Due { $when }
row-late = Overdue, was due { $when }

## Quarantine
quarantine-what = Reports that came in numbers from one source, or without proof of work. None is lost. Look quickly, move the real ones into the queue, close what is no case.
quarantine-pick = Choose { $name }
quarantine-release =
    { $count ->
        [0] Move the chosen into the queue
        [one] Move one report into the queue
       *[other] Move { $count } reports into the queue
    }
quarantine-release-consequence =
    { $count ->
        [one] This report leaves the quarantine and stands in the queue by its danger and arrival.
       *[other] These reports leave the quarantine and stand in the queue by their danger and arrival.
    }
quarantine-release-confirm = Move into the queue
quarantine-dismiss =
    { $count ->
        [0] Close the chosen
        [one] Close one report
       *[other] Close { $count } reports
    }
quarantine-dismiss-consequence =
    { $count ->
        [one] This report is opened and closed as no case, and that is recorded in your name. It is kept among the closed, and comes back to the queue if its author writes again.
       *[other] These reports are opened and closed as no case, and that is recorded in your name. They are kept among the closed, and each comes back to the queue if its author writes again.
    }
quarantine-dismiss-confirm = Close
quarantine-spared =
    { $count ->
        [one] One of the chosen speaks of danger and is not closed here: open it and read it.
       *[other] { $count } of the chosen speak of danger and are not closed here: open and read them.
    }

## Opening a case
case-name = Case
case-back = Back to the queue
case-none = No case is open
case-none-keys = Choose one in the queue, or press J and K, then Enter.
case-no-key = This case is locked with the keys of those who follow it up. They or a coordinator can assign it to you.
case-no-key-stage = Its stage now: { $stage }.
case-opening = Opening the case and recording it…
case-new-here = Something new in the open case.
case-with = With
case-destroyed = This file was destroyed
case-destroyed-what = Everything in it is deleted; only the fact that it existed remains. What was exported or printed before stays with whoever took it.
case-closed-note = The case is closed. Reopen it first to write to the person or to add a note.
purpose-title = Why do you open it?
purpose-seen = The person sees who opened the file, when and why. The opening is recorded before anything is shown.
purpose-open = Open the case
purpose-back = Do not open

## Next step
step-name = Next step:
step-take = Nobody follows this case up.
step-answer-late = The answer is late. It was due { $when }.
step-answer = Answer before { $when }.
step-answer-waiting = Somebody has waited for an answer since { $when }.
step-assess = Assess the danger; nobody has yet.
step-assess-expired = Assess the danger again. The last assessment ended { $when }.
step-assess-soon = Assess the danger again before { $when }.
step-stage = Set the stage: which path do we take?
step-closed = The case is closed.
step-nothing = Nothing is asked for now.
step-act-assign = Assign
step-act-danger = Assess danger
step-act-reply = Write the reply
step-act-stage = Change the stage
step-act-reopen = Reopen

## Tabs
tabs-name = Parts of the case
tab-conversation = Conversation
tab-danger = Danger
tab-facts = Facts
tab-timeline = Timeline
tab-seen = Who opened it

## Conversation and composer
thread-name = Conversation and notes
thread-empty = Nothing has been written yet.
said-person = The person
said-team = The team
said-channel = Message from an outside channel
said-note = Internal note
said-report = The report as written
compose-mode = What to write
compose-reply = Reply to her
compose-note = Internal note
compose-reply-label = Reply, read by the person
compose-note-label = Note, read by the team alone
compose-reply-sees = A reply cannot be taken back.
compose-note-sees = A note never leaves the team.
compose-send = Send the reply to her through the safe page
compose-save = Save the note for the team
compose-busy = Sending…
compose-sent = The reply is on the safe page.
compose-saved = The note is saved.

## Safe contact and its gate
safe-title = Safe contact
safe-channel-label = Channel
safe-first = May we write first?
safe-shared = Does anyone else see the device?
safe-hours = Hours
safe-code-word = Word for “stop”
safe-never = Never
safe-unsaid = Not said
gate-not-asked = Nothing says that we may write first. The reply waits on the safe page until the person comes back; write on no other channel.
gate-never-first = The wish is clear: we do not write first. The reply waits on the safe page until the person comes back.
gate-shared = The device is shared: somebody else may read the reply. No names and no details in the first line.
gate-weighed = The last word was ours. I have read the above, and writing again is safe.

## Facts
facts-name = Facts of the case
facts-report = What was reported
facts-told-danger = The person's answers about danger
facts-closed = How it ended
facts-no-report = This case began without a report from the page.
sealed-device = Sealed on the writer's device before it was sent. The server did not see it.
sealed-server = Sealed on the server on arrival, because scripts were off in the writer's browser. The server saw it for a moment.
fact-told = Arrived
fact-age = Age
fact-for-whom = Help for
fact-relationship = Who the blackmailer is
fact-material = What he holds
fact-demand = What he wants
fact-deadline = Deadline
fact-platform = Where it happens
fact-accounts = Accounts and numbers
fact-lang = Language
age-unsaid = Not said
age-adult = 18 or over
age-minor = Under 18
age-minor-rules = A minor: ask for no pictures and take none. A fingerprint made on the device and the link are enough, with a trusted adult.
told-family = The family knows or may be told
told-hurt = Somebody might do harm
told-deadline = Deadline within three days
told-published = Something was published
told-herself = Thoughts of dying or self-harm
told-alone = Nobody trusted knows
lang-ar = Arabic
lang-ckb = Kurdish
lang-en = English
consents-title = Consents
consents-none = No consent yet. Nothing leaves the team.
consents-rest = What is not listed here is not allowed.

## Danger
danger-title = Danger
danger-claimed = Not assessed yet. This level comes from the report's answers alone.
danger-expires = The assessment ends { $when }
danger-expired = The assessment ended { $when }
danger-second = Needs a second look by a colleague.
danger-assess = Assess danger
danger-done = The assessment is saved.
assess-title = New assessment
assess-lead = The questions help you think; the level is your decision. “Not known” is a good answer.
assess-past =
    { $count ->
        [one] One earlier assessment
       *[other] { $count } earlier assessments
    }
assess-said-yes = Answered yes: { $items }
assess-group-family = Family and honour
assess-group-reach = The blackmailer's reach
assess-group-clock = Clock
assess-group-herself = The person
assess-group-minor = Age
assess-grave = Serious sign
assess-grave-count =
    { $count ->
        [one] One serious sign in your answers.
       *[other] { $count } serious signs in your answers.
    }
assess-suggested = Suggested level from what is recorded
assess-suggestion-is = Worked out from the last saved assessment and the report. It is worked out again after saving.
assess-no-signs = No signs recorded.
assess-level = The level I see
assess-level-low = Review within 30 days.
assess-level-medium = Answer within 4 hours. Review within 30 days.
assess-level-high = Answer within an hour, and a second look. Review within 7 days.
assess-level-extreme = Answer within 15 minutes, and a second look. Review every day.
assess-lower = This is lower than suggested. Let the reason say why.
assess-reason = Reason
assess-reason-hint = Two sentences for whoever takes over. The person does not see it.
assess-no-level = The level is missing.
assess-no-reason = The reason is missing.
assess-submit = Save the assessment

## Assign, stage, close, reopen, rename
assign-title = Assign the case
assign-who = Who follows it up
assign-you = you
assign-what = The chosen and the coordinators get the keys; others lose them for what is written from now on.
assign-nobody = With nobody chosen the case goes back to triage, where everybody with triage rights sees it.
assign-submit = Assign
assign-put-back = Put back to triage
assign-done = The case is assigned.
move-title = Change the stage
move-to = Stage
move-reason = Reason, if it needs saying
move-submit = Move to this stage
stage-done = The stage is changed.
close-title = Close the case
close-outcomes = Outcome; several may apply
close-summary = How it ended
close-summary-hint = For the team alone. Two sentences are enough.
close-words = Last words to the person
close-words-hint = Sent into the conversation before the case is closed; the person sees no other sign of it. Leave empty where a message would be dangerous.
close-words-start = Our work on this has come to its end and the file is closed. Your number stays valid: write here at any time and it opens again, and we answer.
close-words-are = The person reads:
close-no-words = The person is told nothing.
close-checklist = Before closing
close-safety-plan = A safety plan is in place
close-told = The person was told that coming back is always possible
close-incomplete = Choose at least one outcome and write a sentence about the end.
close-unweighed = Say that writing was weighed, or leave the last words empty.
close-next = Go on
close-consequence = Closing stops the clocks and notices of this case and takes it out of the working queues. The file stays, and coming back with the receipt opens it again.
close-outcomes-are = Outcome: { $outcomes }
close-no-plan = No safety plan is recorded.
close-not-told = The person was not told that coming back is possible.
close-confirm = Close the case now
close-done = The case is closed.
reopen-title = Reopen
reopen-what = The case returns to the working queues and its clocks run again.
reopen-reason = Reason
reopen-submit = Reopen the case
reopen-done = The case is open again.
rename-title = Name the case
rename-what = A name for the team that points to nobody. Never the person's name or account.
rename-alias = Name of the case
rename-line = Description in one line
rename-line-hint = Shown in the queue to everybody with triage rights.
rename-submit = Save the name
rename-done = The case has a new name.

## Timeline
log-lane = Lane
lane-all = All lanes
lane-shared = With the person
lane-team = Team only
lane-access = Who opened it
log-checkpoint = The log is complete up to { $when } and holds { $size } entries.
log-n = No. { $n }
log-claims = Written { $when }, says its author
log-verified = Signature right, entry in its place
log-unverified = This entry is not proven: its signature or its place does not fit. Do not rely on it.
log-set-aside = Shown, not counted
log-not-counted = Not counted: { $why }
log-empty = No entries in this lane.
entry-report = Report
entry-message = Message
entry-consent = Consent
entry-note = Internal note
entry-danger = Danger assessment
entry-safe-contact = Safe contact
entry-assign = Assignment
entry-stage = Change of stage
entry-close = Closing
entry-reopen = Reopening
entry-access = Opening of the file
entry-opening = New keys
entry-destroy = Destruction
entry-download = File saved to a device
entry-rekey = New receipt and keys
entry-unread = Entry that your key does not open
uncounted-newer = Made by a newer version. Update.
uncounted-malformed = Its content is malformed.
uncounted-not-allowed = Its author may not say this.
uncounted-forged = Its signature does not fit.
uncounted-closed = It is sealed to others.
uncounted-after-end = It comes after the end of the case.
uncounted-incomplete = It lacks what it needs: a reason or an outcome.
uncounted-again = It repeats a report that was already recorded.
author-person = The person
author-member = A member of the team
author-channel = An outside channel
author-system = The server

## Who opened
seen-what = The person sees this list as it is.
seen-nobody = Nobody has opened this file yet.
seen-who = Name
seen-purpose = Reason
seen-when = When
seen-limit = The list proves what was asked of the server. Reading again from an open screen does not show here.

## Team
members-title = Team
members-loading = Reading the list of members…
members-name = Name
members-role = Role
members-triage = Sees what is new
members-actions = Actions
members-renew = New link
members-renew-whom = New link for { $name }
members-remove = Remove
members-remove-whom = Remove { $name } from the team
members-fingerprint = Fingerprint of the team
members-fingerprint-use = Compare it by voice or face to face with another member or a partner team.
role-caseworker = Caseworker
role-coordinator = Coordinator
role-recovery = Recovery sheet
role-left = Not in the team now
role-caseworker-may = Triages what is new and follows up what is assigned.
role-coordinator-may = Opens all cases, invites and removes, destroys a file at the person's wish.
invite-title = Invite a member
invite-lead = The link is for one person and works once. Send it on a trusted path, best by hand.
invite-submit = Make the invitation link
invite-ready = The invitation for { $handle } is ready
invite-how = It will not be shown again. Whoever has it joins under this name: never send it to a group.
invite-link = Invitation link
invite-coordinator = Your word alone does not make a coordinator: the recovery sheet must sign. (Two coordinators signing instead of the sheet is not possible here yet.)
renew-what = For who lost the passphrase and every passkey. { $name } stays the same member with the same sign-in name, and the link opens a new beginning.
renew-cases = Nothing of the old keys comes back. After joining, a coordinator renews the keys of the cases, and they open again.
renew-stolen = If somebody else has the passphrase or the device, this is not enough. Remove the member and invite anew, which replaces the team's keys.
renew-submit = Make the link
remove-consequence = { $name } will open no case from now on, and the keys of every case held are replaced.
remove-cannot = What was read or copied before cannot be erased. Coming back needs a new invitation.
remove-confirm = Remove from the team
remove-done = The member is out of the team.

## Keys
help-title = Keys of the workspace
help-lead = Bound to their place on the keyboard, in Arabic and Latin alike.
help-does = Does
help-latin = Latin
help-arabic = Arabic
help-key-next = Next case
help-key-previous = Previous case
help-key-open = Open the case
help-key-search = Search
help-key-reply = Write a reply
help-key-note = Write an internal note
help-key-danger = Assess danger
help-key-assign = Assign
help-key-step = Next step
help-key-back = Back to the queue
help-key-help = This window
help-key-send = Send the reply or save the note
help-key-lock = Lock the page at once, from anywhere

## Failures: what happened, then what to do
error-wrong-credentials = The sign-in name or the way in is wrong.
error-wrong-credentials-advice = Check the keyboard's language and the spaces between the words. If the passphrase is lost, a coordinator gives you a new link.
error-conflict = Somebody else wrote in the case at the same moment.
error-conflict-advice = The case was read again and your text is still here. Look at what is new, then send again if it is still right.
error-offline = No connection to the server.
error-offline-advice = What you wrote stays while this page is open. Try again when the connection is back.
error-forbidden = Your role does not allow this.
error-forbidden-advice = A coordinator can do it, or assign the case to you.
error-not-found = It could not be found.
error-not-found-advice = It may have been deleted, or the link was used before. The queue shows what exists now.
error-locked = The page is locked.
error-locked-advice = Sign in again to open it.
error-newer-version = This was made by a newer version.
error-newer-version-advice = Reload the page to get the new version. If it happens again, the administrator updates Sanad.
error-forged = A signature does not fit its author. The content is not shown.
error-forged-advice = Write nothing in this case until the cause is known. Tell the coordinator and the administrator today, by voice and not in a message.
error-rolled-back = The server shows an older log than the one seen before.
error-rolled-back-advice = A backup may have been restored, or something is being hidden. Ask the administrator before going on.
error-sign-in-again = The session ended.
error-sign-in-again-advice = Sign in again to open it.
error-taken = This name is in use.
error-taken-advice = Choose another name, or check that the invitation was not used before.
error-gone = This file was destroyed.
error-gone-advice = Its content is deleted and does not come back. The queue shows the other cases.
error-too-large = The text is longer than is taken.
error-too-large-advice = Split it into two messages or more.
error-unavailable = The server stores nothing at the moment. What was sent was not taken.
error-unavailable-advice = Your text is still here. Try again in a minute.
error-unknown = It did not work.
error-unknown-advice = Try again in a little while. If it happens again, tell the coordinator this code:
