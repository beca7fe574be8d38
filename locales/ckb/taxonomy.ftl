### Labels of the values in crates/sanad-domain/taxonomy.toml, in its order.
### One label per code; no two codes of a list share a label.
### ڕەوانەکردن is referral only; گواستنەوەی دۆسیە is hand-over only.

## kind
kind-extortion-photo = بلاکمەیل بە وێنەی تایبەت
kind-extortion-video = بلاکمەیل بە ڤیدیۆی تایبەت
kind-extortion-call = بلاکمەیل بە پەیوەندیی تۆمارکراو
kind-extortion-chat = بلاکمەیل بە گفتوگۆی تایبەت
kind-extortion-fabricated = بلاکمەیل بە وێنە یان ڤیدیۆی دروستکراو (زیرەکیی دەستکرد)
kind-extortion-claimed = بلاکمەیل بە شتێک کە دەڵێت لەلایەتی
kind-published-public = بڵاوکردنەوەی شتی تایبەت بە ئاشکرا
kind-sent-to-circle = ناردنی شتی تایبەت بۆ خێزان، شوێنی کار یان گرووپ
kind-sold = فرۆشتنی شتی تایبەت
kind-livestreamed = پەخشی ڕاستەوخۆی شتی تایبەت
kind-account-held = هاککردن و دەستبەسەرداگرتنی هەژمار
kind-impersonation = خۆناساندن بە ناوی کەسەکەوە
kind-locked-out = نەتوانینی چوونەژوورەوەی هەژمار
kind-device-source = دزەکردن لە ئامێری ونبوو، دزراو یان چاککراوە
kind-threat-publish = هەڕەشەی بڵاوکردنەوە
kind-threat-tell-family = هەڕەشەی ئاگادارکردنەوەی خێزان یان عەشیرەت
kind-threat-kill = هەڕەشەی کوشتن یان ئازاردان
kind-threat-kidnap = هەڕەشەی ڕفاندن
kind-threat-marriage = هەڕەشەی بەزۆربەشوودان
kind-threat-report = هەڕەشەی سکاڵا لای پۆلیس یان گرووپی چەکدار
kind-threat-employer = هەڕەشەی ئاگادارکردنەوەی شوێنی کار
kind-money-fraud = فێڵی دارایی
kind-recovery-scam = یارمەتیی درۆینە بەرامبەر بە پارە
kind-grooming = هەڵخەڵەتاندنی منداڵ
kind-stalking = شوێنکەوتن و چاودێریکردن
kind-doxxing = بڵاوکردنەوەی زانیاریی کەسی
kind-outing = ئاشکراکردنی ناسنامە یان باوەڕی تایبەت
kind-defamation = ناوزڕاندن
kind-harassment = بێزارکردن
kind-offline-rape = لاقەکردن لە دەرەوەی ئینتەرنێت
kind-offline-sexual-assault = دەستدرێژیی سێکسی لە دەرەوەی ئینتەرنێت
kind-offline-assault = دەستدرێژیی جەستەیی لە دەرەوەی ئینتەرنێت
kind-forced-marriage = هاوسەرگیریی بەزۆر
kind-means-withheld = بێبەشکردن لە پارە، بەڵگەنامە، خوێندن یان مۆبایل
kind-other = شتێکی تر
kind-unknown = نازانرێت
kind-prefer-not = پێم باشە وەڵام نەدەمەوە

## material
material-photo = وێنە
material-video = ڤیدیۆ
material-recorded-chat = گفتوگۆی پاشەکەوتکراو
material-recorded-call = پەیوەندیی تۆمارکراو
material-account-access = دەستگەیشتن بە هەژمار
material-personal-data = زانیاریی کەسی
material-fabricated = دروستکراو (زیرەکیی دەستکرد)
material-claimed = دەڵێت لەلامە و پیشانی نەداوە
material-none = هیچ شتێک نییە
material-other = شتێکی تر
material-unknown = نازانرێت
material-prefer-not = پێم باشە وەڵام نەدەمەوە

## threat
threat-publish = بڵاوکردنەوە
threat-tell-family = ئاگادارکردنەوەی خێزان
threat-tell-tribe = ئاگادارکردنەوەی عەشیرەت
threat-tell-employer = ئاگادارکردنەوەی شوێنی کار یان خوێندن
threat-kill = کوشتن
threat-harm = ئازاردان یان شێواندن
threat-kidnap = ڕفاندن
threat-force-marriage = بەزۆربەشوودان
threat-report-police = سکاڵا لای پۆلیس
threat-report-armed-group = ئاگادارکردنەوەی گرووپی چەکدار
threat-none-stated = باسی هیچ هەڕەشەیەکی نەکردووە
threat-other = شتێکی تر
threat-unknown = نازانرێت
threat-prefer-not = پێم باشە وەڵام نەدەمەوە

## demand
demand-money = پارە
demand-more-images = وێنەی زیاتر
demand-sexual-acts = کاری سێکسی
demand-meeting = چاوپێکەوتن
demand-relationship = گەڕانەوە بۆ پەیوەندی یان مانەوە تێیدا
demand-marriage = هاوسەرگیری
demand-account = وشەی نهێنی یان هەژمار
demand-information = زانیاری
demand-silence = بێدەنگبوون یان کشاندنەوەی سکاڵا
demand-recruit = ڕاکێشانی کەسانی تر
demand-none-stated = باسی هیچ داواکارییەکی نەکردووە
demand-other = شتێکی تر
demand-unknown = نازانرێت
demand-prefer-not = پێم باشە وەڵام نەدەمەوە

## platform
platform-facebook = فەیسبووک
platform-messenger = مەسنجەر
platform-instagram = ئینستاگرام
platform-whatsapp = واتسئاپ
platform-telegram = تێلیگرام
platform-snapchat = سناپچات
platform-tiktok = تیکتۆک
platform-viber = ڤایبەر
platform-imo = ئیمۆ
platform-x = ئێکس
platform-youtube = یوتیوب
platform-game = یاریی ئەلیکترۆنی
platform-dating-app = ئەپی یەکترناسین
platform-website = ماڵپەڕ
platform-email = ئیمەیڵ
platform-sms = کورتەنامە
platform-phone = پەیوەندیی تەلەفۆنی
platform-in-person = ڕووبەڕوو
platform-other = شوێنێکی تر
platform-unknown = نازانرێت
platform-prefer-not = پێم باشە وەڵام نەدەمەوە

## sex
sex-female = مێ
sex-male = نێر
sex-other = هی تر
sex-unknown = نازانرێت
sex-prefer-not = پێم باشە وەڵام نەدەمەوە

## age band
age-band-under-12 = کەمتر لە 12 ساڵ
age-band-from-12 = 12 تا 17 ساڵ
age-band-from-18 = 18 تا 25 ساڵ
age-band-from-26 = 26 تا 40 ساڵ
age-band-from-41 = 41 تا 60 ساڵ
age-band-from-61 = 61 ساڵ و زیاتر
age-band-unknown = نازانرێت
age-band-prefer-not = پێم باشە وەڵام نەدەمەوە

## marital
marital-single = سەڵت
marital-engaged = دەستگیراندار
marital-contracted = مارەبڕاو، هێشتا نەگوازراوەتەوە
marital-married = خێزاندار
marital-separated = لێک دوورکەوتوو
marital-divorced = تەڵاقدراو
marital-widowed = هاوسەرمردوو
marital-unknown = نازانرێت
marital-prefer-not = پێم باشە وەڵام نەدەمەوە

## group
group-student = خوێندکار
group-employee = کارمەندی کەرتی تایبەت
group-public-servant = فەرمانبەری حکومەت
group-self-employed = کاری سەربەخۆ
group-homemaker = کاری ناوماڵ
group-jobseeker = بەدوای کاردا دەگەڕێت
group-journalist = ڕۆژنامەنووس
group-activist = چالاکوان
group-public-figure = کەسایەتیی گشتی
group-displaced = ئاوارە
group-lgbt = کۆمەڵگەی LGBT (بە قسەی خۆی)
group-other = شتێکی تر
group-unknown = نازانرێت
group-prefer-not = پێم باشە وەڵام نەدەمەوە

## for whom
for-whom-self = بۆ خۆم
for-whom-own-child = بۆ کوڕ یان کچم
for-whom-relative = بۆ خزمێک
for-whom-friend = بۆ هاوڕێیەک
for-whom-colleague = بۆ هاوکارێک
for-whom-other = بۆ کەسێکی تر
for-whom-unknown = نازانرێت
for-whom-prefer-not = پێم باشە وەڵام نەدەمەوە

## relationship
relationship-stranger-online = نامۆیەکی ئینتەرنێت
relationship-online-acquaintance = ناسیاوی ئینتەرنێت
relationship-former-partner = خۆشەویستی پێشوو
relationship-fiance = دەستگیران (ئێستا یان پێشوو)
relationship-spouse = هاوسەر (ئێستا یان پێشوو)
relationship-relative = خزم
relationship-friend = هاوڕێ یان هاوپۆل
relationship-neighbour = دراوسێ یان دۆستی خێزان
relationship-colleague = هاوکار
relationship-employer = خاوەنکار یان بەرپرسی کار
relationship-teacher = مامۆستا
relationship-repair-shop = دوکانی چاککردنەوە یان خزمەتگوزارییەکی تر
relationship-official = فەرمانبەر یان پۆلیس
relationship-armed-group = ئەندامی گرووپێکی چەکدار
relationship-gang = باند
relationship-other = کەسێکی تر
relationship-unknown = نازانرێت
relationship-prefer-not = پێم باشە وەڵام نەدەمەوە

## blackmailer state
blackmailer-state-unknown = نەناسراو
blackmailer-state-suspected = گومانلێکراو
blackmailer-state-identified = ناسراوەتەوە
blackmailer-state-confirmed = دڵنیاکراوە
blackmailer-state-wrongly-accused = بە هەڵە تۆمەتبار کراوە

## blackmailer count
blackmailer-count-one = یەک
blackmailer-count-two = دوو
blackmailer-count-three = سێ
blackmailer-count-more = زیاتر لە سێ
blackmailer-count-unknown = نازانرێت
blackmailer-count-prefer-not = پێم باشە وەڵام نەدەمەوە

## danger level
danger-level-low = کەم
danger-level-medium = مامناوەند
danger-level-high = بەرز
danger-level-extreme = زۆر بەرز

## danger item
danger-item-family-knows = ئایا کەس لە خێزانەکەدا بەمە دەزانێت؟
danger-item-threat-to-tell-family = ئایا هەڕەشە دەکات بە باوک، برا یان عەشیرەت بڵێت؟
danger-item-afraid-of-home = ئایا ترس هەیە کەسێک لە ماڵەوە ئازاری بدات؟
danger-item-family-hurt-before = ئایا پێشتر کەسێک لە خێزانەکە لەبەر شتی وا ئازار دراوە؟
danger-item-kept-or-watched = ئایا ناهێڵن بچێتە دەرەوە، یان چاودێریی مۆبایل و هاتوچۆی دەکرێت؟
danger-item-weapon-at-home = ئایا چەک لە ماڵەوە هەیە؟
danger-item-engaged-or-married = ئایا دەستگیراندار یان خێزاندارە؟
danger-item-help-could-expose = ئایا ڕێککەوتن یان سەردانی پۆلیس دەکرێت بابەتەکە لە ماڵەوە ئاشکرا بکات؟
danger-item-knows-whereabouts = ئایا هەڕەشەکار ماڵ، شوێنی خوێندن یان کار، یان ناسیاوانی خێزانەکە دەزانێت؟
danger-item-lives-near = ئایا هەڕەشەکار نزیکە، یان خزمی لەو نزیکانە هەیە؟
danger-item-violent-before = ئایا هەڕەشەکار پێشتر توندوتیژیی لەگەڵ کەس کردووە؟
danger-item-threatened-to-kill = ئایا هەڕەشەی کوشتنی کردووە؟
danger-item-threatened-kidnap-or-marriage = ئایا هەڕەشەی ڕفاندن یان بەزۆربەشوودانی کردووە؟
danger-item-powerful-or-armed = ئایا هەڕەشەکار سەر بە پۆلیس، گرووپێکی چەکدار یان خێزانێکی دەسەڵاتدارە؟
danger-item-uses-others = ئایا هەڕەشەکار کەسانی تر بەکار دەهێنێت؟
danger-item-other-victims = ئایا هەڕەشەکار هەمان شت لەگەڵ کەسانی تریش دەکات؟
danger-item-deadline-24h = ئایا مۆڵەتەکە لە ماوەی 24 کاتژمێردا تەواو دەبێت؟
danger-item-deadline-72h = ئایا مۆڵەتەکە لە ماوەی 72 کاتژمێردا تەواو دەبێت؟
danger-item-already-published = ئایا هەڕەشەکار هیچی بڵاو کردووەتەوە یان ناردووە؟
danger-item-escalating = ئایا نامەکانی هەڕەشەکار زیاتر یان توندتر دەبن؟
danger-item-thoughts-of-dying = ئایا بیر لە مردن دەکاتەوە؟
danger-item-plan-to-die = ئایا پلان یان ئامرازێک بۆ کۆتاییهێنان بە ژیانی هەیە؟
danger-item-attempt-before = ئایا پێشتر هەوڵی خۆکوشتنی داوە؟
danger-item-not-eating-or-sleeping = ئایا وازی لە خواردن یان خەوتن هێناوە؟
danger-item-alone = ئایا زۆربەی کات تەنیایە؟
danger-item-plans-to-run-away = ئایا بەنیازە لە ماڵ هەڵبێت؟
danger-item-no-trusted-adult = ئایا هیچ گەورەیەکی جێی متمانە نییە کە بەمە بزانێت؟
danger-item-under-18 = ئایا تەمەنی لە 18 ساڵ کەمترە؟

## safe channel
safe-channel-safe-page = پەڕەی پارێزراو
safe-channel-whatsapp = واتسئاپ
safe-channel-telegram = تێلیگرام
safe-channel-signal = سیگناڵ
safe-channel-messenger = مەسنجەر
safe-channel-instagram = ئینستاگرام
safe-channel-phone = پەیوەندیی تەلەفۆنی
safe-channel-sms = کورتەنامە
safe-channel-email = ئیمەیڵ
safe-channel-trusted-person = لە ڕێگەی کەسێکی جێی متمانەوە
safe-channel-in-person = دیداری ڕووبەڕوو
safe-channel-none = هیچیان: ئێمە یەکەم جار نانووسین
safe-channel-other = ڕێگەیەکی تر
safe-channel-unknown = نازانرێت
safe-channel-prefer-not = پێم باشە وەڵام نەدەمەوە

## consent purpose
consent-purpose-find-blackmailer = گەڕان بەدوای هەڕەشەکاردا
consent-purpose-link-in-team = بەستنەوە بە کەیسی تری ناو تیمەکە
consent-purpose-match-partners = بەراوردکردن لەگەڵ تیمە هاوبەشەکان
consent-purpose-share-fingerprints = ناردنی پەنجەمۆری وێنەکان بۆ پلاتفۆرمەکان
consent-purpose-request-removal = داوای سڕینەوە لە پلاتفۆرم
consent-purpose-contact-blackmailer = پەیوەندیکردن بە هەڕەشەکارەوە
consent-purpose-contact-relatives = پەیوەندیکردن بە خزمانی هەڕەشەکارەوە
consent-purpose-refer-police = ڕەوانەکردن بۆ پۆلیس
consent-purpose-refer-service = ڕەوانەکردن بۆ خزمەتگوزارییەکی تر
consent-purpose-hand-over = گواستنەوەی دۆسیە بۆ تیمێکی هاوبەش
consent-purpose-count-statistics = ژماردن لە ئاماردا

## stage
stage-new = نوێ
stage-triage = پۆلێنکردن
stage-active = لە کاردایە
stage-waiting = لە چاوەڕوانیدایە
stage-settlement = ڕێککەوتن
stage-referral = ڕەوانەکردن
stage-closed = داخراو

## outcome
outcome-settled-held = ڕێککەوتن کرا، بەڵێننامەکە دوای 90 ڕۆژ پارێزراوە
outcome-settled-pending = ڕێککەوتن کرا، بەڵێننامەکە لە ژێر چاودێریدایە
outcome-material-removed = بابەتەکە سڕایەوە
outcome-account-recovered = هەژمارەکە گەڕێنرایەوە
outcome-arrested = هەڕەشەکار دەستگیر کرا
outcome-convicted = هەڕەشەکار سزا درا
outcome-stopped-by-itself = هەڕەشەکە خۆی وەستا
outcome-referred-closed = ڕەوانە کرا و داخرا
outcome-handed-over = دۆسیەکە گوازرایەوە بۆ تیمێکی تر
outcome-asked-to-close = لەسەر داوای خۆی داخرا
outcome-no-contact = لە ماوەی دیاریکراودا پەیوەندی نەبوو
outcome-not-a-case = ژمارەی هەڵە، تاقیکردنەوە یان خراپ بەکارهێنان
outcome-out-of-mandate = لە دەرەوەی کاری تیمەکەیە، ڕێنمایی کرا
outcome-merged = لەگەڵ کەیسێکی تر یەک خرا
outcome-harm-happened = زیان ڕووی دا

## harm
harm-killed = کوشتن
harm-suicide = مردن بە خۆکوشتن
harm-suicide-attempt = هەوڵی خۆکوشتن
harm-disfigured = شێواندن
harm-injured = برینداربوون
harm-kidnapped = ڕفاندن
harm-forced-marriage = هاوسەرگیریی بەزۆر
harm-expelled = دەرکردن لە ماڵ
harm-lost-work-or-studies = لەدەستدانی کار یان خوێندن
harm-published-anyway = سەرەڕای هەموو شتێک بڵاو کرایەوە
harm-other = زیانێکی تر

## certainty
certainty-confirmed = دڵنیاکراوە
certainty-reported = گێڕدراوەتەوە
certainty-suspected = گومانی لێ دەکرێت

## country
country-iq = عێراق
country-sy = سووریا
country-jo = ئوردن
country-lb = لوبنان
country-ps = فەلەستین
country-tr = تورکیا
country-ir = ئێران
country-sa = سعوودیە
country-kw = کوەیت
country-ae = ئیمارات
country-qa = قەتەر
country-bh = بەحرەین
country-om = عومان
country-ye = یەمەن
country-eg = میسر
country-sd = سوودان
country-ly = لیبیا
country-tn = تونس
country-dz = جەزائیر
country-ma = مەغریب
country-mr = مۆریتانیا
country-de = ئەڵمانیا
country-se = سوید
country-nl = هۆڵەندا
country-be = بەلجیکا
country-fr = فەرەنسا
country-gb = بەریتانیا
country-ie = ئێرلەندا
country-at = نەمسا
country-ch = سویسرا
country-dk = دانیمارک
country-no = نەرویج
country-fi = فینلاند
country-it = ئیتاڵیا
country-es = ئیسپانیا
country-gr = یۆنان
country-bg = بولگاریا
country-ro = ڕۆمانیا
country-pl = پۆڵەندا
country-us = ئەمریکا
country-ca = کەنەدا
country-au = ئوسترالیا
country-other = وڵاتێکی تر
country-unknown = نازانرێت
country-prefer-not = پێم باشە وەڵام نەدەمەوە

## governorate
governorate-baghdad = بەغدا
governorate-basra = بەسرە
governorate-nineveh = نەینەوا
governorate-erbil = هەولێر
governorate-sulaymaniyah = سلێمانی
governorate-duhok = دهۆک
governorate-halabja = هەڵەبجە
governorate-kirkuk = کەرکووک
governorate-diyala = دیالە
governorate-saladin = سەڵاحەدین
governorate-anbar = ئەنبار
governorate-babil = بابل
governorate-karbala = کەربەلا
governorate-najaf = نەجەف
governorate-qadisiyah = قادسییە
governorate-wasit = واست
governorate-maysan = مەیسان
governorate-dhi-qar = زیقار
governorate-muthanna = موسەننا
governorate-unknown = نازانرێت
governorate-prefer-not = پێم باشە وەڵام نەدەمەوە

## access purpose
access-purpose-triage = پۆلێنکردن
access-purpose-follow-up = بەدواداچوون
access-purpose-review = پێداچوونەوە
access-purpose-handover = وەرگرتنی بەدواداچوون لە هاوکارێک
access-purpose-audit = وردبینی
