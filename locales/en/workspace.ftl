### Moving about in the desk: views, quick jump, notices, waiting to be sent. The Arabic file is the original.

## Not sent yet
unsent-title = Not sent yet, trying again.
unsent-what = It goes out as written when the connection is back, and is not doubled if it arrived already. Locking or closing the page before then loses it.
unsent-retry = Try now
unsent-trying = Trying…
unsent-went = What waited to be sent has arrived.
unsent-refused = What waited to be sent did not arrive: the case changed meanwhile. Your text is where you left it.
error-unsent = Not sent yet, trying again.
error-unsent-advice = It goes out as it is when the connection is back. There is no need to write it again.
offline-strip = No connection to the server. What you see was read { $when }.
thread-fresh = New in the meantime

## Clock
row-soon = Due soon, { $when }

## Filters and views
filter-title = Filter
filter-active = A filter is on
filter-danger = Danger
filter-danger-any = Every level
filter-danger-from = { $band } and above
filter-stage = Stage
filter-stage-any = Every stage
filter-late = Overdue
filter-clear = Clear the filter
filter-save = Save this view
filter-saved = The view is saved in this browser.
filter-kept = Saved already.
filter-keeps = Only the filter's codes are kept in this browser: no case name and no word of a search.
filter-person = With { $name }
filter-empty = No case fits this filter.
views-name = Ready and saved views
view-remove = Delete the view: { $name }

## Quick jump
palette-title = Quick jump
palette-field = Name of a case, a member or an action
palette-keys = Arrows to move, Enter to choose, Esc to close.
palette-actions = Actions
palette-cases = Cases
palette-people = Members
palette-language = Language: { $name }
palette-none = Nothing found.
palette-count =
    { $count ->
        [0] No results
        [one] One result
       *[other] { $count } results
    }
help-key-palette = Quick jump to a case, a member or an action

## Notices
bell-off = Turn on notices
bell-on = Turn off notices
bell-refused = Notices are blocked
bell-refused-advice = The browser blocks notices from this page. Allow them in the browser's settings for this site.
bell-is-on = Notices are on. They say only that there is something new.
bell-is-off = Notices are off.
lock-waiting = Something new is waiting.
lock-watching = Notices stay on until { $when }, without any details.

## Keys of cases
renewal-title = Keys of cases
renewal-due =
    { $count ->
        [0] No keys are to be renewed.
        [one] The team's members changed: the keys of one case are to be renewed.
       *[other] The team's members changed: the keys of { $count } cases are to be renewed.
    }
renewal-closed =
    { $count ->
        [0] No case is closed to you.
        [one] One case is closed to your keys.
       *[other] { $count } cases are closed to your keys.
    }
renewal-with-sheet = Open with the recovery sheet
renewal-what = Each case is opened for handing over, and that is recorded in it.
renewal-run = Renew the keys
renewal-progress = Renewing keys: { $done } of { $total }
renewal-done = The keys of the cases are renewed.
renewal-failed = The keys of { $name } could not be renewed.

## Phone
jump-name = Write in the case
