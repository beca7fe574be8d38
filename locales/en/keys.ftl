### Keys of a member and of the team: passphrase, recovery sheet, own ways in.

## Passphrase
phrase-title = Passphrase
phrase-lead = Six random words. Write them on paper and keep it away from this device. Nobody can recover them.
phrase-words = Words of the passphrase
phrase-again = Other words
phrase-use-own = Use my own
phrase-use-words = Back to the six words
phrase-own = Passphrase
phrase-own-hint = At least twenty letters. A sentence that nobody knows beats a hard word.
phrase-repeat = Type the words from your paper
phrase-repeat-own = Type it once more
phrase-too-short = Too short: at least twenty letters.
phrase-differs = It differs from the passphrase above. Type it as it stands, word for word.

## Recovery sheet
sheet-screen = Recovery sheet
sheet-title = Recovery sheet of the team's keys
sheet-what = With this sheet the team gets its cases back if every device is lost. Print it or write it by hand and keep it in a safe place outside the office. It will not be shown again. Nothing was sent yet: if the page closes now, destroy this sheet and begin again from the link.
sheet-groups = Groups of the recovery sheet
sheet-fingerprint = Fingerprint of the team
sheet-fingerprint-use = Members and partner teams compare it to be sure that this is the team.
sheet-stolen = Whoever holds this sheet can open the team's cases. If it is lost or photographed, replace the keys the same day.
sheet-second = The team needs a second coordinator now
sheet-second-why = While there is only one coordinator, nothing but this sheet can add another if that account is lost. The invitation on the team's page takes a minute.
sheet-print = Print the sheet
sheet-last = Last group of the sheet
sheet-last-hint = Type it from the paper, once it is printed or written by hand.
sheet-last-differs = It differs from the last group. Look at the paper again.
sheet-done = The sheet is safe: set up the team now
sheet-typed = Recovery sheet
sheet-typed-hint = The seventeen groups, in order. They are kept nowhere; the paper goes back to its place.

## Coming back with the sheet
sign-lost = Every way in is lost
recover-title = Come back with the recovery sheet
recover-first = If another coordinator can sign in, a new link from the team's page is the shorter way. This page is for a team in which nobody can.
recover-what = The sheet signs a new card for this member, and a new passphrase is chosen after that. Every old way in ends, and the team sees in its record that this happened. The cases are opened after signing in, with the same sheet.
recover-submit = Go on with the sheet
sheet-renew-title = Open cases with the recovery sheet
sheet-renew-what =
    { $count ->
        [0] No case is closed to you.
        [one] One case is closed to your keys. The sheet opens it, and whoever has a right to it today gets its keys.
       *[other] { $count } cases are closed to your keys. The sheet opens them, and whoever has a right to them today gets their keys.
    }
sheet-renew-alone = If another coordinator holds these cases, it is enough that she or he renews their keys. Each case is opened for handing over, and that is recorded in it in your name.
sheet-renew-submit = Open the cases and renew their keys

## Own ways in
security-title = Ways in
security-second = A second way in, before it is needed
security-second-why = If the only way is lost, the cases that nobody else holds are lost with it. Two are enough.
security-ways = Ways to my keys
security-ways-lead = Each of them is enough alone.
security-add-passkey = Add a passkey
security-passkey-what = A passkey lives in this device or in a small key that is plugged in: a fingerprint or a code, nothing to type. It shows a neutral name.
security-passkey-impossible = This browser knows no passkeys.
security-passkey-done = The passkey was added.
security-new-passphrase = New passphrase
security-passphrase-what = The new passphrase takes the place of the old one; passkeys stay.
security-passphrase-set = Use the new passphrase
security-passphrase-done = The new passphrase is yours from now on.
security-hide = Hide
security-hide-which = Hide { $name }
security-hidden = The way in is hidden.
security-lost = Lost or stolen?
security-lost-what = Hiding is enough for what is lost and found by nobody. If it is in somebody's hands, tell a coordinator today, who removes you and invites you anew: that replaces the team's keys.
security-lock = Lock
security-lock-what = The workspace locks by itself after five quiet minutes, with the lock button, and with Esc pressed twice. Locking wipes the keys from the browser's memory; only notices stay, for eight hours and without any details. Esc pressed twice ends those as well.
way-passphrase = Passphrase
way-passkey = Passkey { $id }
way-invitation = Invitation link
hide-what = This way will open nothing from now on.
hide-stolen = Whoever took it and has an old copy of your vault can open that copy. If it was stolen, tell a coordinator today.

## Failures
error-passkey-cancelled = The passkey was not used.
error-passkey-cancelled-advice = The window was closed or timed out, or there is no passkey for this page here. Try again, or use the passphrase.
error-passkey-failed = The passkey did not work.
error-passkey-failed-advice = Try again in a little while, or use the passphrase.
error-no-prf = This passkey cannot open the vault.
error-no-prf-advice = It takes a newer authenticator or browser that supports PRF. The passphrase works as before.
error-no-passkey = There is no passkey for this name.
error-no-passkey-advice = Sign in with the passphrase, then add one on the page of ways in.
error-last-way = This is the last way in.
error-last-way-advice = Add another one first.
error-too-many-ways = Eight ways are the most.
error-too-many-ways-advice = Hide one first.
error-vault-conflict = Your keys were changed from another device.
error-vault-conflict-advice = Lock the page, sign in again, then try once more.
error-link-used = This link was used or has ended.
error-link-used-advice = If you chose a passphrase before, sign in with it. If it was not you, tell the coordinator now: somebody may have used the link first.
error-sheet-mistyped = A digit of the sheet does not fit.
error-sheet-mistyped-advice = Check the groups one by one. The last group is a check of the others.
error-sheet-other-team = This is the sheet of another team.
error-sheet-other-team-advice = Compare the team's fingerprint on the sheet.
error-no-member = No member of the team has this name.
error-no-member-advice = Type the sign-in name as it was, in Latin letters.
error-wrong-place = Something in the team changed at the same moment, or one signature is not enough for it.
error-wrong-place-advice = Try again. If it happens again, the recovery sheet must sign.
