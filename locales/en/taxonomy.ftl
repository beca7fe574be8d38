### Labels of the values in crates/sanad-domain/taxonomy.toml, in its order.
### One label per code; no two codes of a list share a label.

## kind
kind-extortion-photo = Blackmail with a private photo
kind-extortion-video = Blackmail with a private video
kind-extortion-call = Blackmail with a recorded call
kind-extortion-chat = Blackmail with a private chat
kind-extortion-fabricated = Blackmail with a fabricated picture or clip (AI)
kind-extortion-claimed = Blackmail with material he claims to have
kind-published-public = Private material published openly
kind-sent-to-circle = Private material sent to family, work or a group
kind-sold = Private material sold
kind-livestreamed = Private material streamed live
kind-account-held = Account hacked and held
kind-impersonation = Somebody pretends to be the person
kind-locked-out = Locked out of an account
kind-device-source = Lost, stolen or repaired device as the source
kind-threat-publish = Threat to publish
kind-threat-tell-family = Threat to tell the family or tribe
kind-threat-kill = Threat to kill or harm
kind-threat-kidnap = Threat to kidnap
kind-threat-marriage = Threat to force a marriage
kind-threat-report = Threat to report to police or an armed group
kind-threat-employer = Threat to tell an employer
kind-money-fraud = Money fraud
kind-recovery-scam = False offer of help for money
kind-grooming = Winning a child's trust for abuse
kind-stalking = Stalking
kind-doxxing = Personal details published
kind-outing = Disclosure of a private identity or belief
kind-defamation = Defamation
kind-harassment = Harassment
kind-offline-rape = Rape, offline
kind-offline-sexual-assault = Sexual assault, offline
kind-offline-assault = Physical assault, offline
kind-forced-marriage = Forced marriage
kind-means-withheld = Money, papers, studies or phone withheld
kind-other = Something else
kind-unknown = Not known
kind-prefer-not = Prefer not to say

## material
material-photo = Photo
material-video = Video
material-recorded-chat = Recorded chat
material-recorded-call = Recorded call
material-account-access = Access to an account
material-personal-data = Personal data
material-fabricated = Fabricated (AI)
material-claimed = Claimed, not shown
material-none = No material
material-other = Something else
material-unknown = Not known
material-prefer-not = Prefer not to say

## threat
threat-publish = Publish the material
threat-tell-family = Tell the family
threat-tell-tribe = Tell the tribe
threat-tell-employer = Tell an employer or school
threat-kill = Kill
threat-harm = Injure or disfigure
threat-kidnap = Kidnap
threat-force-marriage = Force a marriage
threat-report-police = Report to the police
threat-report-armed-group = Report to an armed group
threat-none-stated = No threat stated
threat-other = Something else
threat-unknown = Not known
threat-prefer-not = Prefer not to say

## demand
demand-money = Money
demand-more-images = More pictures
demand-sexual-acts = Sexual acts
demand-meeting = A meeting
demand-relationship = Return to a relationship or stay in it
demand-marriage = Marriage
demand-account = A password or an account
demand-information = Information
demand-silence = Silence or withdrawing a complaint
demand-recruit = Drawing other people in
demand-none-stated = No demand stated
demand-other = Something else
demand-unknown = Not known
demand-prefer-not = Prefer not to say

## platform
platform-facebook = Facebook
platform-messenger = Messenger
platform-instagram = Instagram
platform-whatsapp = WhatsApp
platform-telegram = Telegram
platform-snapchat = Snapchat
platform-tiktok = TikTok
platform-viber = Viber
platform-imo = imo
platform-x = X
platform-youtube = YouTube
platform-game = A game
platform-dating-app = A dating app
platform-website = A website
platform-email = E-mail
platform-sms = Text messages (SMS)
platform-phone = Phone calls
platform-in-person = In person
platform-other = Another one
platform-unknown = Not known
platform-prefer-not = Prefer not to say

## sex
sex-female = Female
sex-male = Male
sex-other = Other
sex-unknown = Not known
sex-prefer-not = Prefer not to say

## age band
age-band-under-12 = Under 12
age-band-from-12 = 12 to 17
age-band-from-18 = 18 to 25
age-band-from-26 = 26 to 40
age-band-from-41 = 41 to 60
age-band-from-61 = 61 or over
age-band-unknown = Not known
age-band-prefer-not = Prefer not to say

## marital
marital-single = Single
marital-engaged = Engaged
marital-contracted = Contract signed, not yet living together
marital-married = Married
marital-separated = Separated
marital-divorced = Divorced
marital-widowed = Widowed
marital-unknown = Not known
marital-prefer-not = Prefer not to say

## group
group-student = Student
group-employee = Employee
group-public-servant = Public servant
group-self-employed = Self-employed
group-homemaker = Works at home for the family
group-jobseeker = Looking for work
group-journalist = Journalist
group-activist = Activist
group-public-figure = Public figure
group-displaced = Displaced
group-lgbt = LGBT (the person's own words)
group-other = Something else
group-unknown = Not known
group-prefer-not = Prefer not to say

## for whom
for-whom-self = For myself
for-whom-own-child = For my son or daughter
for-whom-relative = For a relative
for-whom-friend = For a friend
for-whom-colleague = For a colleague
for-whom-other = For somebody else
for-whom-unknown = Not known
for-whom-prefer-not = Prefer not to say

## relationship
relationship-stranger-online = Stranger online
relationship-online-acquaintance = Acquaintance from the internet
relationship-former-partner = Former partner
relationship-fiance = Fiancé(e), present or former
relationship-spouse = Husband or wife, present or former
relationship-relative = Relative
relationship-friend = Friend or classmate
relationship-neighbour = Neighbour or friend of the family
relationship-colleague = Colleague
relationship-employer = Employer or superior
relationship-teacher = Teacher
relationship-repair-shop = Repair shop or other service
relationship-official = Public servant or police officer
relationship-armed-group = Member of an armed group
relationship-gang = Gang
relationship-other = Somebody else
relationship-unknown = Not known
relationship-prefer-not = Prefer not to say

## blackmailer state
blackmailer-state-unknown = Unknown
blackmailer-state-suspected = Suspected
blackmailer-state-identified = Identified
blackmailer-state-confirmed = Confirmed
blackmailer-state-wrongly-accused = Wrongly accused

## blackmailer count
blackmailer-count-one = One
blackmailer-count-two = Two
blackmailer-count-three = Three
blackmailer-count-more = More than three
blackmailer-count-unknown = Not known
blackmailer-count-prefer-not = Prefer not to say

## danger level
danger-level-low = Low
danger-level-medium = Medium
danger-level-high = High
danger-level-extreme = Extreme

## danger item
danger-item-family-knows = Does anyone in the family know about it?
danger-item-threat-to-tell-family = Is he threatening to tell the father, the brothers or the tribe?
danger-item-afraid-of-home = Is there fear of being hurt by someone at home?
danger-item-family-hurt-before = Has anyone in the family ever been hurt for a reason of this kind?
danger-item-kept-or-watched = Is the person kept in, or are phone and movements watched?
danger-item-weapon-at-home = Is there a weapon at home?
danger-item-engaged-or-married = Is the person engaged or married?
danger-item-help-could-expose = Could a settlement or a police visit make it known at home?
danger-item-knows-whereabouts = Does he know the address, school, workplace or the family's contacts?
danger-item-lives-near = Does he live near, or have relatives near?
danger-item-violent-before = Has he been violent before, to this person or another?
danger-item-threatened-to-kill = Has he threatened to kill?
danger-item-threatened-kidnap-or-marriage = Has he threatened to kidnap or to force a marriage?
danger-item-powerful-or-armed = Does he belong to the police, an armed group or a powerful family?
danger-item-uses-others = Does he get other people to help him?
danger-item-other-victims = Is he doing the same to others?
danger-item-deadline-24h = Does his deadline end within 24 hours?
danger-item-deadline-72h = Does his deadline end within 72 hours?
danger-item-already-published = Has he already published or sent anything?
danger-item-escalating = Are his messages growing in number or in harshness?
danger-item-thoughts-of-dying = Are there thoughts of dying?
danger-item-plan-to-die = Is there a plan or a means of ending life?
danger-item-attempt-before = Has there been a suicide attempt before?
danger-item-not-eating-or-sleeping = Have eating or sleeping stopped?
danger-item-alone = Is the person alone most of the time?
danger-item-plans-to-run-away = Is there a plan to run away from home?
danger-item-no-trusted-adult = Is there no trusted adult who knows?
danger-item-under-18 = Is the person under 18?

## safe channel
safe-channel-safe-page = The safe page
safe-channel-whatsapp = WhatsApp
safe-channel-telegram = Telegram
safe-channel-signal = Signal
safe-channel-messenger = Messenger
safe-channel-instagram = Instagram
safe-channel-phone = A phone call
safe-channel-sms = Text message (SMS)
safe-channel-email = E-mail
safe-channel-trusted-person = Through a trusted person
safe-channel-in-person = Meeting in person
safe-channel-none = None: nobody writes first
safe-channel-other = Another way
safe-channel-unknown = Not known
safe-channel-prefer-not = Prefer not to say

## consent purpose
consent-purpose-find-blackmailer = Look for the blackmailer
consent-purpose-link-in-team = Link with other cases in the team
consent-purpose-match-partners = Match with partner teams
consent-purpose-share-fingerprints = Share picture fingerprints with platforms
consent-purpose-request-removal = Ask a platform to remove
consent-purpose-contact-blackmailer = Contact the blackmailer
consent-purpose-contact-relatives = Contact the blackmailer's relatives
consent-purpose-refer-police = Refer to the police
consent-purpose-refer-service = Refer to another service
consent-purpose-hand-over = Hand the case over to a partner team
consent-purpose-count-statistics = Count in the statistics

## stage
stage-new = New
stage-triage = Triage
stage-active = Active
stage-waiting = Waiting
stage-settlement = Settlement
stage-referral = Referral
stage-closed = Closed

## outcome
outcome-settled-held = Settled, pledge held at 90 days
outcome-settled-pending = Settled, pledge still being checked
outcome-material-removed = Material removed
outcome-account-recovered = Account recovered
outcome-arrested = Blackmailer arrested
outcome-convicted = Blackmailer convicted
outcome-stopped-by-itself = The threat stopped by itself
outcome-referred-closed = Referred and closed
outcome-handed-over = Handed over to another team
outcome-asked-to-close = Closed at the person's wish
outcome-no-contact = No contact for the set time
outcome-not-a-case = Wrong number, test or misuse
outcome-out-of-mandate = Outside the mandate, advised
outcome-merged = Merged with another case
outcome-harm-happened = Harm happened

## harm
harm-killed = Killed
harm-suicide = Died by suicide
harm-suicide-attempt = Suicide attempt
harm-disfigured = Disfigured
harm-injured = Injured
harm-kidnapped = Kidnapped
harm-forced-marriage = Forced into marriage
harm-expelled = Expelled from home
harm-lost-work-or-studies = Lost work or studies
harm-published-anyway = Published in spite of everything
harm-other = Another harm

## certainty
certainty-confirmed = Confirmed
certainty-reported = Reported
certainty-suspected = Suspected

## country
country-iq = Iraq
country-sy = Syria
country-jo = Jordan
country-lb = Lebanon
country-ps = Palestine
country-tr = Türkiye
country-ir = Iran
country-sa = Saudi Arabia
country-kw = Kuwait
country-ae = United Arab Emirates
country-qa = Qatar
country-bh = Bahrain
country-om = Oman
country-ye = Yemen
country-eg = Egypt
country-sd = Sudan
country-ly = Libya
country-tn = Tunisia
country-dz = Algeria
country-ma = Morocco
country-mr = Mauritania
country-de = Germany
country-se = Sweden
country-nl = Netherlands
country-be = Belgium
country-fr = France
country-gb = United Kingdom
country-ie = Ireland
country-at = Austria
country-ch = Switzerland
country-dk = Denmark
country-no = Norway
country-fi = Finland
country-it = Italy
country-es = Spain
country-gr = Greece
country-bg = Bulgaria
country-ro = Romania
country-pl = Poland
country-us = United States
country-ca = Canada
country-au = Australia
country-other = Another country
country-unknown = Not known
country-prefer-not = Prefer not to say

## governorate
governorate-baghdad = Baghdad
governorate-basra = Basra
governorate-nineveh = Nineveh
governorate-erbil = Erbil
governorate-sulaymaniyah = Sulaymaniyah
governorate-duhok = Duhok
governorate-halabja = Halabja
governorate-kirkuk = Kirkuk
governorate-diyala = Diyala
governorate-saladin = Saladin
governorate-anbar = Anbar
governorate-babil = Babil
governorate-karbala = Karbala
governorate-najaf = Najaf
governorate-qadisiyah = Qadisiyah
governorate-wasit = Wasit
governorate-maysan = Maysan
governorate-dhi-qar = Dhi Qar
governorate-muthanna = Muthanna
governorate-unknown = Not known
governorate-prefer-not = Prefer not to say

## access purpose
access-purpose-triage = Triage
access-purpose-follow-up = Follow-up
access-purpose-review = Review
access-purpose-handover = Taking over from a colleague
access-purpose-audit = Audit
