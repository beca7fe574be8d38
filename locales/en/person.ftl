### The person's pages in English. Ids, order and arguments are those of locales/ar/person.ftl.
### $address is passed to home-sentence, tell-believe, receipt-thanks and visit-welcome; English has no use for it.

## Every page
site-skip = Skip to the content
site-exit = Quick exit
site-exit-hint = Opens { $site } in place of this page. It does not erase the browser’s history.
site-language = Language
site-address = Form of address
site-address-feminine = Feminine
site-address-masculine = Masculine
site-address-neutral = Neutral
site-pages = Other pages
site-home = Start
site-now = What can I do right now?
site-about = Who we are and who reads this
answer-yes = Yes
answer-no = No
answer-unknown = I don’t know

## First screen
home-sentence = You are not alone, and what happened is not your fault.
home-help = We help free of charge and in confidence. We do not ask for a name.
home-doors = Where shall we begin?
home-door-tell = I want to tell what is happening
home-door-tell-note = For me or for someone I care about. Every question can be skipped.
home-door-now = What can I do right now?
home-door-now-note = Six steps, nothing to sign up for.
home-door-back = I have a follow-up number
home-door-back-note = To read the answer and go on talking.
home-sealed = What is written here is sealed. Only our team can open it.
home-trace = This page keeps nothing on the phone, but the browser’s history remembers the visit.
home-read-more = Who reads this, and what stays on the phone

## Emergency numbers
numbers-title = Numbers for danger
numbers-checked = We checked the source of this number on { $date }
numbers-unverified = We have not confirmed this number yet
numbers-hours-always = Day and night
numbers-log-note = A call stays in the phone’s call log until it is deleted there.
numbers-family-note = An authority may call the family, or bring home someone who left. You can ask about that before giving a name.
numbers-none = We have no numbers for this country yet.

## Right now: six cards
now-title = What can I do right now?
now-intro = Six steps, the most important first. One step today is better than none.
now-pay-title = No money, no new pictures
now-pay-text = Whoever takes once comes back for more. If something was paid already, that is all right; what matters is not to pay again, and the transfer slip is useful proof.
now-pay-scam = Anyone who offers to “delete the pictures” for money is most likely a fraud. Our help is always free.
now-reply-title = No answer in anger, no block yet
now-reply-text = Silence now is not weakness. No promises, no threats, no pleading: every word gives him time or material.
now-reply-known = If he is someone known, or lives nearby, a sudden block may push him to publish. We decide that together.
now-reply-stranger = If he is a complete stranger: keep everything first, then block, without deleting the chat.
now-keep-title = Keep everything as it is
now-keep-shots = Screenshots that show the name, the date and the words of the threat.
now-keep-account = The full link to his account or his whole number, because a display name changes.
now-keep-delete = Do not delete the chat or the account, and do not send the private pictures to anyone.
now-keep-phone = If others open this phone, keeping things on it is a risk: you can send the screenshots to us, then delete them from the phone and from its bin.
now-lock-title = Lock the accounts
now-lock-first = E-mail first, because the others are recovered through it: a new password that is used nowhere else.
now-lock-warning = Whoever holds a device sees it being logged out. If it is someone at home, better talk to us first.
now-lock-menus = The names of the menus differ a little from phone to phone.
now-whatsapp-name = WhatsApp
now-whatsapp-devices = Settings → Linked devices: log out every device you do not know.
now-whatsapp-code = Settings → Account → Two-step verification: turn it on with a new PIN.
now-whatsapp-hide = Settings → Privacy: photo, last seen and groups for contacts only.
now-instagram-name = Instagram
now-instagram-devices = Settings → Accounts Center → Password and security → Where you’re logged in: log out every device you do not know.
now-instagram-code = In the same menu: change the password, then two-factor authentication.
now-instagram-hide = Settings → Account privacy: private account. Present followers stay; remove those you do not know.
now-facebook-name = Facebook
now-facebook-devices = Settings → Accounts Center → Password and security → Where you’re logged in: log out every device you do not know.
now-facebook-code = In the same menu: change the password, then two-factor authentication.
now-facebook-hide = Settings → How people find and contact you: friends list “Only me”. It is what he usually threatens with.
now-telegram-name = Telegram
now-telegram-devices = Settings → Devices: terminate all other sessions.
now-telegram-code = Settings → Privacy and Security → Two-Step Verification: a new password.
now-telegram-hide = Settings → Privacy and Security: phone number “Nobody”, groups “My contacts”.
now-snapchat-name = Snapchat
now-snapchat-devices = Profile → the gear → Password: changing it usually logs out other devices.
now-snapchat-code = The gear → Two-factor authentication: turn it on, then forget old devices in the same list.
now-snapchat-hide = The gear → Ghost Mode: your place does not show on the map.
now-tiktok-name = TikTok
now-tiktok-devices = Profile → menu → Settings and privacy → Security and permissions → Manage devices: remove every device you do not know.
now-tiktok-code = In the same menu: 2-step verification, then a new password.
now-tiktok-hide = Settings and privacy → Privacy: private account.
now-person-title = Tell one person you trust
now-person-text = One is enough, and it need not be someone at home: a friend, an aunt, a teacher, a colleague. It is enough that this person knows someone is putting pressure on you, without details.
now-person-minor = Anyone under 18 needs a grown-up at their side. We can help to choose one.
now-hurt-title = If harm is near
now-hurt-text = A place with people in it, or a safe home, before anything else. Papers, medicine and charger ready in one bag.
now-hurt-self = And if the thought of dying is there: stay with someone tonight, put away what could hurt, and write to us. This pain eases when it is spoken.
now-tools-title = To prevent publication before it happens
now-tools-text = These sites make a digital fingerprint of the picture on the phone itself; the picture does not leave it. They work with some platforms, not with all.
now-tools-adult = 18 and over:
now-tools-minor = Under 18, or a picture from that age:
now-tell = I want to tell what is happening

## Tell
tell-title = In your words
tell-believe = We believe you. Whatever comes to mind, in any order, is enough, and every question can be left out.
tell-only-one = Only one box is needed: what is happening.
tell-sealed-on = This is sealed on your phone before it is sent. Only our team can open it.
tell-sealed-off = This is sealed when it arrives at our server, because JavaScript is off in this browser. It passes through the server’s memory for a moment, then only our team can open it. With JavaScript on it is sealed on the phone itself.
tell-sealed-wait = Getting the seal ready on this phone…
tell-sealed-broken = This browser cannot seal on the phone. Before anything is sent we ask what is better.
tell-broken-ask = This browser cannot seal the message on the phone. It can be sent as it is: it passes through our server’s memory for a moment, is sealed there, and only our team can open it. A newer browser seals it on the phone itself. Files are not sent this way.
tell-broken-send = Send it as it is
tell-broken-closed = This browser cannot seal on the phone, and this site takes nothing that is not sealed. Nothing was sent, and what was written is still here. A newer browser helps, or another phone.
tell-progress = { $step } of { $total }, you can skip
tell-next = Next
tell-previous = Back
tell-send = Send
tell-send-now = Send now
tell-after = After sending you see a follow-up number. It is the only way to read the answer; we send nothing to the phone.
tell-sealing = Being sealed on this phone…
tell-sending = Sending…
tell-failed = The message has not arrived yet. What you wrote is still on this page, and you can send it again.
tell-offline = No connection now. What you wrote stays, and is sent by itself when the connection is back, as long as this page is open.
tell-text-missing = This cannot be sent while the box is empty. A few words are enough.
tell-intake-old = Our team has not renewed the key of this page in time. What is written is sealed and arrives as always; an answer may take longer.

tell-who-title = Who is this for?
tell-who-hint = We help either way. The answer only changes how we speak.
tell-for-whom = I am writing
tell-for-other = Writing about someone else is welcome. What you know is enough; it is better that the person knows, if that is safe.
tell-age = Age of the person it is happening to
tell-age-why = We ask first because pictures of anyone under 18 are never sent to us, for their protection.
tell-age-adult = 18 or over
tell-age-minor = Under 18
tell-age-unsaid = I prefer not to say

tell-what-title = What is happening?
tell-what-hint = One sentence is enough to begin. No name is needed, and no embarrassing details.
tell-text = What is happening
tell-text-help = For example: since when, what he says, what there is to fear.

tell-held-title = What he has, and what he wants
tell-held-hint = So that we know where to begin. You can choose more than one.
tell-material = What does he have, or say that he has?
tell-demand = What does he ask for?
tell-deadline = Did he set a time?
tell-deadline-help = As he said it: “tonight”, “before Friday”.

tell-him-title = Who is he?
tell-him-hint = A little helps: one number or one link may be enough.
tell-platform = Where is he in contact?
tell-accounts = His accounts or numbers
tell-accounts-help = A link, user name, phone number or wallet. One on each line.
tell-relationship = What is he to the person it is happening to?
tell-choose = No answer

tell-danger-title = Six questions about safety
tell-danger-hint = They tell us who needs us first. Yes, no or I don’t know; leaving them out is fine.
tell-danger-family = Does he threaten to tell the family or tribe?
tell-danger-hurt = Is there someone who might hurt you on finding out, or who threatened to?
tell-danger-deadline = Is the time he set within three days?
tell-danger-published = Has he published anything, or sent it to someone?
tell-danger-self = Do thoughts of self-harm or dying come?
tell-danger-alone = Is this happening without anyone you trust knowing?
tell-danger-after = If the danger is now, these numbers are faster than we are.

tell-safe-title = How do we reach you safely?
tell-safe-hint = If this stays empty we never write first. The answer waits on the follow-up page.
tell-safe-channel = Way of contact
tell-safe-hours = Safe times
tell-safe-hours-help = For example: after ten at night, or during work.
tell-safe-shared = Does anyone else open this phone?
tell-safe-code-word = A word between us that means: “not safe now, stop”
tell-safe-code-word-help = An ordinary word that draws no attention, such as “electricity”.
tell-safe-never = What should we never do?
tell-safe-never-help = For example: no calls, no text messages, no mention of your team’s name.

tell-consent-title = What we do only with your consent
tell-consent-hint = Each consent stands alone and can be withdrawn at any time. We help without them too.
tell-consent-identify = I agree that the team looks for the owner of the account
tell-consent-identify-note = We look at what may lawfully be seen. We contact neither him nor anyone of his family.
tell-consent-police = I agree to talk about telling the police
tell-consent-police-note = Nothing is sent before we ask a second time and talk about the risk that the family finds out.
tell-consent-takedown = I agree that the team asks platforms to remove what was published
tell-consent-takedown-note = We send the link, not the story and not the name.
tell-consent-statistics = I agree to be counted in the team’s figures
tell-consent-statistics-note = One in a total, without name or town. We publish no small numbers.

## Files and voice
attach-title = Screenshots and a voice note
attach-hint = Screenshots, or the file of a chat. Each file is sealed on this phone and sent once the words have arrived. Pictures stay blurred in this list.
attach-intimate = The private pictures themselves are not needed. What shows the threat and the account is enough.
attach-unsaid = If the age is under 18, it is better to send no picture at all: writing or a voice note is enough.
attach-choose = Choose files
attach-list = Chosen files
attach-minor = No pictures or videos are sent for anyone under 18. Writing or a voice note is enough, and the link to the account if there is one.
attach-voice = Voice note
attach-voice-stop = Stop recording
attach-voice-note = The team hears the voice as it is.
attach-voice-kept = At the first recording the browser asks about the microphone, and afterwards remembers that this site used it. We cannot erase that from here; the browser’s settings can. Ten minutes at most, and it can be heard before it is sent.
attach-voice-denied = The browser did not allow the microphone. It can be allowed in the browser’s settings for this site; or writing is enough.
attach-voice-none = The microphone did not work on this phone. Writing is enough.
attach-remove = Remove
attach-retry = Try again
attach-show = Show
attach-hide = Hide
attach-ready = Ready to send
attach-sealing = Being sealed…
attach-sending = Sending…
attach-done = Arrived
attach-failed = Did not arrive
attach-too-large = Larger than 200 megabytes; it cannot be sent
attach-too-many = Ten files at most. This one was not added.
attach-case-full = There is no more room for this file’s attachments. What has arrived is enough.
attach-storage-full = We have no room for files now. Writing always arrives, and this file can be sent later.
attach-minor-refused = Not sent: we take no files for anyone under 18.
attach-unreadable = This file cannot be read from the phone. It may have been moved or deleted. It can be chosen again.
attach-off = Sending files needs JavaScript and a recent browser, because they are sealed on the phone itself. Writing is enough, and they can follow later.

## Receipt
receipt-title = Follow-up number
receipt-thanks = Your message has arrived. This is a step that takes courage.
receipt-answer =
    { $hours ->
        [0] We usually answer in less than an hour.
        [one] We usually answer within one hour.
       *[other] We usually answer within { $hours } hours.
    }
receipt-why = The answer can be read with this number only. We send nothing to the phone, and the number is not shown again.
receipt-number = The number, in five groups
receipt-copy = Copy
receipt-copied = Copied. Paste it where it belongs now, then copy anything else so that it takes its place.
receipt-copy-refused = The browser did not allow copying. Paper is enough.
receipt-copy-note = What is copied stays in the phone’s clipboard, and the keyboard may offer it to whoever types next.
receipt-new-text = This is a new number. The old one works until the new one is confirmed below, then it stops.
receipt-new-again = A message came in at this moment, so the number changed once more. This is the right one; the one noted before opens nothing.
receipt-new-confirm = After this check the old number opens nothing.
receipt-new-cancel = Keep the old number
receipt-new-failed = The change is not done yet. It can be confirmed again. Until then both numbers need keeping.
uploads-title = Files
uploads-running = The words have arrived. The files are on their way; this page may be closed when it says here: everything has arrived.
uploads-offline = No connection now. We go on where we stopped when it is back, as long as this page is open.
uploads-done = Everything has arrived. This page may be closed once the number is kept.
uploads-some = Some files did not arrive; the reason stands beside each. All the words did.
receipt-keep-title = Three ways to keep it
receipt-keep-paper = On paper, among other numbers. It looks like phone numbers.
receipt-keep-contacts = In your contacts, as two numbers under ordinary names such as “Tailor 1” and “Tailor 2”:
receipt-keep-memory = In your memory: group by group.
receipt-keep-warning = A screenshot stays among the pictures and may be uploaded by itself. Paper is safer.
receipt-confirm-title = One check before closing this page
receipt-confirm = The last group of the number
receipt-confirm-wrong = That is not the last group. Four digits, as above.
receipt-confirm-done = I have kept it
receipt-lost-title = And if the number is lost?
receipt-lost-text = It cannot be recovered, by us or anyone, because we do not keep it. A new message that mentions something from the first lets us bring the two together.
receipt-seen-title = And if someone saw it?
receipt-seen-text = Whoever knows the number reads the conversation and can write in it. If in doubt, the follow-up page gives a new number, and the old one stops.
receipt-off-note = This passed through our server for a moment before it was sealed. If the follow-up page is opened with JavaScript on, what comes next is sealed on the phone.

## Coming back
back-title = I have a follow-up number
back-intro = Twenty digits, with or without spaces, Latin or Arabic.
back-label = Follow-up number
back-open = Open
back-opening = Opening… this can take a few seconds on this phone.
back-error-digits = One of the digits is wrong or missing. Going through it group by group usually helps.
back-error-unknown = There is no file with this number. It may have been deleted, or two digits may be swapped.
back-error-busy = It did not open just now. Try again in a minute; the number stays valid.
back-offline = No connection now. We go on by ourselves when it is back.
back-sealed-on = The file is opened on this phone. The number does not leave it.
back-sealed-broken = This browser cannot open the file on the phone. Before anything is sent we ask what is better.
back-broken-ask = This browser cannot open the file on the phone. The number can be sent to our server: the file is opened there for a moment, then both are forgotten. A newer browser opens it on the phone itself.
back-broken-send = Open it this way
back-sealed-off = JavaScript is off: the number goes to our server, the file is opened there for a moment, then both are forgotten.
back-lost = Lost the number? Nobody can recover it. A new message that mentions something from the first is enough.
back-lost-tell = New message

## Conversation
visit-title = Conversation
visit-welcome = Welcome back.
visit-from-team = From the team
visit-from-you = From you
visit-empty = No messages yet.
visit-when = { $date }, { $time } { $zone }
visit-zone-baghdad = Baghdad time
visit-off-file = File sent: { $name }
visit-status-arrived = Your message has arrived at the team.
visit-status-read = Our team has read your message. Only one person will answer you.
visit-status-answered = The team has answered. The answer is in the conversation.
visit-status-waiting = We are waiting for a word from you, without hurry.
visit-status-closed = The file is closed. One message opens it again.
visit-ended = This visit has ended, for your protection. The follow-up number opens it again.
visit-files = Files with this message
visit-sealed-server = · sealed on arrival at the server
visit-say = Message to the team
visit-say-send = Send to the team
visit-expires = This page closes by itself after a while; the same number opens it again.
visit-drawers = My file
visit-file-title = What you keep about me
visit-file-empty = Nothing but the text of the message.
visit-opened-title = Who opened my file
visit-opened-empty = Nobody has opened it yet.
visit-opened-honest = Every request to open the file is recorded before it opens. Reading an opened copy again is not recorded.
visit-opened-who = Who
visit-opened-when = When
visit-opened-why = Why
visit-consents-title = My consents
visit-consents-empty = No consent was given.
visit-consent-given = I agree
visit-consent-withdrawn = Withdrawn
visit-consent-none = No consent now
visit-withdraw = Withdraw this consent
visit-give = I agree
visit-withdraw-honest = Withdrawing stops what has not happened yet. For what was sent before, we ask for deletion and cannot guarantee it.
visit-plan-title = Safety plan
visit-rekey-title = Someone may have seen my number
visit-rekey-text = We give you a new number. Once it is kept and confirmed the old one stops, and whoever saw it can open nothing with it. What was read before cannot be taken back.
visit-rekey = New number
visit-rekeying = A new number is being made on this phone… this can take a few seconds.
visit-rekeyed = The number has changed. The old one opens nothing any more.
visit-destroy-title = Delete everything
visit-destroy-text = The conversation and the files are deleted from our server, and from its backups within days. This cannot be undone, and this number will open nothing.
visit-destroy-honest = What was sent elsewhere with your consent, or was opened on a team member’s device, we cannot erase from there.
visit-destroy-sure = I want everything deleted for good
visit-destroy = Delete for good
visit-destroyed-title = Everything is deleted
visit-destroyed-text = This number opens nothing any more. We are here if you need us again, from the beginning and without questions.

## The neutral page after leaving
left-text = Nothing here.

## Who we are
about-title = Who we are and who reads this
about-who-title = Who we are
about-who = { $team }. Volunteers who help people whom someone is pressuring online. Help is free, and we never ask for money.
about-read-title = Who reads what is written here
about-read-on = With JavaScript: the text is sealed on the phone and only members of the team can open it. The server and those who run it cannot read it.
about-read-off = Without JavaScript: the text reaches the server and is sealed at once. In that moment whoever controls the server could read it.
about-read-other = What is sent through Facebook, Instagram, WhatsApp or Telegram may be read by the company that owns the app. This page is more private.
about-read-seen = Every member who opens the file is recorded, and the follow-up page shows it.
about-exit-title = What the quick exit cannot erase
about-exit-history = The browser’s history keeps the site’s address. It is better to delete that one line only: an entirely empty history may draw attention.
about-exit-how = Chrome and Samsung: menu → History → long press on the line → delete. Safari: the open book → History → swipe the line.
about-exit-private = A private window does not write to the history at all.
about-exit-sync = A shared account: if phone and computer use the same one, the history shows on both.
about-exit-keyboard = The keyboard may suggest words that were typed here. Learned words can be cleared in its settings.
about-exit-clipboard = The clipboard: what was copied here may stay in it. The quick exit tries to clear it, and does not reach what the keyboard has kept.
about-exit-microphone = Permission for the microphone: if this site was given it, the browser remembers. It is removed in the settings for the site.
about-exit-network = Whoever runs the home network or the connection may learn the site’s name, not what was written.
about-exit-spy = If there is a spying program on the phone, it may see the screen itself. Another phone is safer.
about-minor-title = Anyone under 18
about-minor-text = We help without pictures. We accept no picture of a child or teenager, and do not open one that arrives.
about-police-title = Police and family
about-police-text = We contact neither police nor family without consent. If we see a danger to life we say so plainly, and ask.
about-delete-title = Deleting
about-delete-text = On the follow-up page any consent can be withdrawn, or everything deleted.

## When something does not work
problem-title = That was not completed
problem-what-title = What happened
problem-do-title = What to do
problem-code = Problem code
problem-draft = What was written, so that it is not lost:
problem-form-expired-what = The page stayed open for a long time, and nothing was sent.
problem-form-expired-do = Copy the text below, open a fresh page and paste it there.
problem-text-missing-what = The form arrived empty.
problem-text-missing-do = Go back and write a few words in the box “What is happening”.
problem-text-long-what = The text is longer than the form takes at once.
problem-text-long-do = Send the first part, then go on in the conversation.
problem-busy-what = The server is busy, and nothing was saved.
problem-busy-do = Try again in a minute. What was written is below.
problem-visit-expired-what = The follow-up page closed after a while, for your protection.
problem-visit-expired-do = Open it again with the follow-up number.
problem-not-found-what = There is no page at this address.
problem-not-found-do = Go back to the start.
problem-off-closed-what = This site does not take messages from a browser in which JavaScript is off.
problem-off-closed-do = Turn on JavaScript in the browser, or use another one.
problem-failed-what = Something went wrong on our side. It is not because of what was written.
problem-failed-do = Try again in a little while. If it goes on, the numbers are under “What can I do right now?”.

# Above every page of a demonstration.
site-demo = Demonstration: the team and the cases are invented, and nothing reaches anybody.
