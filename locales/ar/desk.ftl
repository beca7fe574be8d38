### The team's desk, written for those who work at it. Labels of taxonomy values stand in taxonomy.ftl.
###
### Rules: who asks for help is «صاحب/ة الطلب», never «ضحية»; المتابِعة is following a case up, and who does it is
### «متابِع/ة»; إحالة is referral only; نقل الملف is hand-over only. Buttons are verbal nouns, or an imperative
### that names the receiver. Nothing in a title, a notice or on the locked screen tells what this work is.

## Title, notices: neutral
title = لوحة العمل
title-waiting = ({ $count }) لوحة العمل
attention-body = هناك جديد في لوحة العمل.
attention-danger = في الصف قضية عاجلة.
skip = إلى المحتوى
start-busy = لحظة من فضلك
start-not-set-up = لم يُجهَّز هذا الخادم بعد.
start-not-set-up-advice = طلب رابط التجهيز من مسؤول الخادم: يطبعه الأمر التالي عند أول تشغيل.

## Words used everywhere
word-yes = نعم
word-no = لا
word-unknown = غير معروف
word-close = إغلاق النافذة
word-cancel = إلغاء
word-retry = محاولة أخرى
word-busy = يجري الحفظ…
word-copy = نسخ
word-copied = نُسخ
word-copy-failed = لم ينجح النسخ. يمكن تحديد النص ونسخه باليد.
word-language = اللغة

## Sign in, lock
sign-title = الدخول
sign-handle = اسم الدخول
sign-passphrase = عبارة المرور
sign-passphrase-hint = الكلمات الست المكتوبة على الورق، بينها مسافات.
sign-submit = دخول
sign-busy = يُفتح… قد يستغرق ثواني
sign-passkey = دخول بمفتاح المرور
sign-or-passphrase = أو بعبارة المرور:
lock-title = الصفحة مقفلة
lock-lead = للمتابعة يلزم الدخول من جديد.
idle-warning = تُقفل الصفحة خلال دقيقة. أي حركة تُبقيها مفتوحة.

## First set-up
setup-title = تجهيز الفريق
setup-lead = مرة واحدة. المفاتيح تُصنع في هذا المتصفح ولا يراها الخادم.
setup-team = اسم الفريق
setup-team-hint = كما يراه من يطلب المساعدة. العربية تكفي للبداية.
setup-name-ar = بالعربية
setup-name-ckb = بالكردية (السورانية)
setup-name-en = بالإنكليزية
setup-you = حساب المنسّق/ة الأول
setup-your-name = الاسم داخل الفريق
setup-your-name-hint = اسم مستعار يكفي. يظهر لصاحب/ة الطلب عند فتح الملف، فلا داعي للاسم الكامل.
setup-handle-hint = حروف لاتينية صغيرة وأرقام. يراه الخادم، فلا يوضع فيه اسم حقيقي.
setup-submit = صنع المفاتيح وورقة الاستعادة
setup-busy = لحظة من فضلك…

## Join
join-title = الانضمام إلى الفريق
join-lead = اسم وعبارة مرور، ثم تُفتح لوحة العمل.
join-lead-team = دعوة من فريق { $team }: اسم وعبارة مرور، ثم تُفتح لوحة العمل.
join-lost = إن ضاعت العبارة فلا استعادة لها. يعطي المنسّق/ة رابطاً جديداً بورقة الاستعادة، ثم يجدّد مفاتيح القضايا.
join-submit = انضمام
join-to-sign-in = إلى صفحة الدخول

## Rail
rail-name = أقسام اللوحة
rail-lenses = الصفوف
rail-tools = أدوات
rail-team = الفريق
rail-security = مفاتيح الدخول
rail-one-way = طريقة دخول واحدة فقط. الثانية تأخذ دقيقة.
rail-help = المفاتيح
rail-lock = قفل الآن
lens-mine = قضاياي
lens-unassigned = بلا متابِع/ة
lens-all = كل المفتوحة
lens-closed = المغلقة
lens-quarantine = الحجر

## Queue
queue-count =
    { $count ->
        [zero] لا قضايا
        [one] قضية واحدة
        [two] قضيتان
        [few] { $count } قضايا
        [many] { $count } قضية
       *[other] { $count } قضية
    }
queue-search = بحث في القضايا
queue-search-hint = اسم القضية، أو وصفها، أو حساب…
queue-search-clear = مسح البحث
queue-loading = تُفتح القضايا…
queue-no-alias = قضية بلا اسم { $id }
queue-empty-mine = لا قضية على عاتقك الآن.
queue-empty-unassigned = لكل قضية من يتابعها.
queue-empty-all = لا قضايا مفتوحة. يظهر البلاغ الجديد هنا لحظة وصوله.
queue-empty-closed = لم تُغلق أي قضية بعد.
queue-empty-quarantine = الحجر فارغ.
queue-empty-search = لا نتيجة لهذا البحث في هذا الصف.
queue-empty-search-advice = البحث يشمل الصف المعروض فقط. عدد القضايا المفتوحة كلها: { $total }.
row-unread = فيها جديد
row-no-key = لا تُفتح بمفتاحك
row-alert = تهديد للحياة
row-unreviewed = الخطر بحسب البلاغ، لم يُقيَّم
row-nobody = بلا متابِع/ة
row-waiting = { $span } بلا جواب
row-not-waiting = لا تنتظر جواباً
row-due = الموعد { $when }
row-late = فات الموعد { $when }

## Quarantine
quarantine-what = بلاغات وصلت بكثرة من مصدر واحد أو بلا إثبات عمل. لا يضيع منها شيء. نظرة سريعة، ثم تُنقل الحقيقية إلى الصف، ويُغلق ما ليس بقضية.
quarantine-pick = اختيار { $name }
quarantine-release =
    { $count ->
        [zero] نقل المختار إلى الصف
        [one] نقل بلاغ واحد إلى الصف
        [two] نقل بلاغين إلى الصف
        [few] نقل { $count } بلاغات إلى الصف
        [many] نقل { $count } بلاغاً إلى الصف
       *[other] نقل { $count } بلاغ إلى الصف
    }
quarantine-release-consequence =
    { $count ->
        [one] يخرج هذا البلاغ من الحجر، ويقف في الصف بحسب خطره ووقت وصوله.
       *[other] تخرج هذه البلاغات من الحجر، وتقف في الصف بحسب خطرها ووقت وصولها.
    }
quarantine-release-confirm = نقل إلى الصف
quarantine-dismiss =
    { $count ->
        [zero] إغلاق المختار
        [one] إغلاق بلاغ واحد
        [two] إغلاق بلاغين
        [few] إغلاق { $count } بلاغات
        [many] إغلاق { $count } بلاغاً
       *[other] إغلاق { $count } بلاغ
    }
quarantine-dismiss-consequence =
    { $count ->
        [one] يُفتح هذا البلاغ ويُغلق على أنه ليس قضية، ويُسجَّل ذلك باسمك. يبقى محفوظاً بين المغلقة، وإن كتبت صاحبته أو صاحبه ثانيةً رجع إلى الصف.
       *[other] تُفتح هذه البلاغات وتُغلق على أنها ليست قضايا، ويُسجَّل ذلك باسمك. تبقى محفوظة بين المغلقة، ومن كتب من أصحابها ثانيةً رجع بلاغه إلى الصف.
    }
quarantine-dismiss-confirm = إغلاق
quarantine-spared =
    { $count ->
        [one] في بلاغ واحد من المختار كلام عن خطر، فلا يُغلق هنا: يُفتح ويُقرأ.
        [two] في بلاغين من المختار كلام عن خطر، فلا يُغلقان هنا: يُفتحان ويُقرآن.
       *[other] في { $count } من المختار كلام عن خطر، فلا تُغلق هنا: تُفتح وتُقرأ.
    }

## Opening a case
case-name = القضية
case-back = العودة إلى الصف
case-none = لا قضية مفتوحة
case-none-keys = الاختيار من الصف، أو بالمفتاحين J (ت) و K (ن) ثم Enter.
case-no-key = هذه القضية مقفلة بمفاتيح من يتابعها. لفتحها، يُسندها إليك من يتابعها أو أحد المنسّقين.
case-no-key-stage = مرحلتها الآن: { $stage }.
case-opening = تُفتح القضية ويُسجَّل الفتح…
case-new-here = وصل جديد في القضية المفتوحة.
case-with = مع
case-destroyed = دُمّر هذا الملف
case-destroyed-what = حُذف كل ما فيه، ولم يبق سوى أنه كان موجوداً. ما صُدّر أو طُبع قبل ذلك يبقى عند من أخذه.
case-closed-note = القضية مغلقة. للكتابة إلى صاحب/ة الطلب أو إضافة ملاحظة، تُفتح من جديد أولاً.
purpose-title = سبب الفتح
purpose-seen = يرى صاحب/ة الطلب من فتح الملف ومتى ولماذا. يُسجَّل الفتح قبل أن يظهر أي شيء.
purpose-open = فتح القضية
purpose-back = عدم الفتح

## Next step
step-name = الخطوة التالية:
step-take = لا أحد يتابع هذه القضية.
step-answer-late = تأخّر الجواب. كان موعده { $when }.
step-answer = الجواب مطلوب قبل { $when }.
step-answer-waiting = هناك من ينتظر جواباً منذ { $when }.
step-assess = تقييم الخطر، فلم يُقيَّم بعد.
step-assess-expired = إعادة تقييم الخطر. انتهى التقييم السابق { $when }.
step-assess-soon = إعادة تقييم الخطر قبل { $when }.
step-stage = تحديد المرحلة: ما الطريق الذي نسير فيه؟
step-closed = القضية مغلقة.
step-nothing = لا شيء مطلوب الآن.
step-act-assign = إسناد
step-act-danger = تقييم الخطر
step-act-reply = كتابة الردّ
step-act-stage = تغيير المرحلة
step-act-reopen = فتح من جديد

## Tabs
tabs-name = أجزاء القضية
tab-conversation = المحادثة
tab-danger = الخطر
tab-facts = المعلومات
tab-timeline = السجل
tab-seen = من فتح الملف

## Conversation and composer
thread-name = المحادثة والملاحظات
thread-empty = لم يُكتب شيء بعد.
said-person = صاحب/ة الطلب
said-team = الفريق
said-channel = رسالة من قناة خارجية
said-note = ملاحظة داخلية
said-report = البلاغ كما كُتب
compose-mode = نوع الكتابة
compose-reply = ردّ إليها
compose-note = ملاحظة داخلية
compose-reply-label = الردّ، وتقرؤه صاحبة الطلب أو صاحبه
compose-note-label = ملاحظة لا يراها غير الفريق
compose-reply-sees = لا يمكن سحب الردّ بعد إرساله.
compose-note-sees = لا تصل هذه الملاحظة إلى خارج الفريق.
compose-send = أرسل الردّ إليها عبر الصفحة الآمنة
compose-save = حفظ الملاحظة للفريق
compose-busy = يجري الإرسال…
compose-sent = أُرسل الردّ إلى الصفحة الآمنة.
compose-saved = حُفظت الملاحظة.

## Safe contact and its gate
safe-title = التواصل الآمن
safe-channel-label = القناة
safe-first = هل نبدأ نحن بالكتابة؟
safe-shared = هل يرى الجهاز غيرها؟
safe-hours = الأوقات
safe-code-word = كلمة «توقّفوا»
safe-never = ممنوع
safe-unsaid = لم يُذكر
gate-not-asked = لا شيء يقول إن لنا أن نبدأ بالكتابة. يبقى الردّ في الصفحة الآمنة إلى حين العودة إليها، ولا يُكتب على أي قناة أخرى.
gate-never-first = الطلب واضح: لا نبدأ نحن بالكتابة. يبقى الردّ في الصفحة الآمنة إلى حين العودة إليها.
gate-shared = الجهاز مشترك: قد يقرأ الردّ شخص آخر. لا أسماء ولا تفاصيل في السطر الأول.
gate-weighed = آخر كلمة كانت منّا. قرأتُ ما أعلاه، والكتابة مرة ثانية آمنة.

## Facts
facts-name = معلومات القضية
facts-report = ما قيل في البلاغ
facts-told-danger = أجوبة صاحب/ة الطلب عن الخطر
facts-closed = كيف انتهت
facts-no-report = بدأت هذه القضية دون بلاغ من الصفحة.
sealed-device = أُقفل البلاغ على جهاز من كتبه قبل الإرسال. لم يره الخادم.
sealed-server = أُقفل البلاغ على الخادم عند وصوله، لأن متصفح من كتبه لا يشغّل البرامج النصية. رآه الخادم لحظةً.
fact-told = وصل في
fact-age = العمر
fact-for-whom = لمن المساعدة
fact-relationship = من هو المبتز
fact-material = ما عنده
fact-demand = ما يطلبه
fact-deadline = المهلة
fact-platform = أين يحدث
fact-accounts = حسابات وأرقام
fact-lang = اللغة
age-unsaid = لم يُذكر
age-adult = 18 سنة أو أكثر
age-minor = دون 18 سنة
age-minor-rules = قاصر: لا تُطلب صور ولا تُستلم. بصمة الصورة على الجهاز والرابط يكفيان، ومعهما شخص بالغ موثوق.
told-family = العائلة تعرف أو قد تُخبَر
told-hurt = هناك من قد يؤذي
told-deadline = مهلة خلال ثلاثة أيام
told-published = نُشر شيء
told-herself = أفكار عن الموت أو إيذاء النفس
told-alone = لا أحد موثوق يعرف
lang-ar = العربية
lang-ckb = الكردية
lang-en = الإنكليزية
consents-title = الموافقات
consents-none = لا موافقة بعد. لا يخرج شيء من الفريق.
consents-rest = ما لم يُذكر هنا غير مسموح به.

## Danger
danger-title = الخطر
danger-claimed = لم يُقيَّم بعد. هذا المستوى من أجوبة البلاغ وحدها.
danger-expires = ينتهي التقييم { $when }
danger-expired = انتهى التقييم { $when }
danger-second = بحاجة إلى نظرة ثانية من زميل/ة.
danger-assess = تقييم الخطر
danger-done = حُفظ تقييم الخطر.
assess-title = تقييم جديد
assess-lead = الأسئلة تعين على التفكير، والمستوى قرارك. «غير معروف» جواب مقبول.
assess-past =
    { $count ->
        [one] تقييم سابق واحد
        [two] تقييمان سابقان
        [few] { $count } تقييمات سابقة
        [many] { $count } تقييماً سابقاً
       *[other] { $count } تقييم سابق
    }
assess-said-yes = الجواب «نعم» عن: { $items }
assess-group-family = العائلة والشرف
assess-group-reach = ما يقدر عليه المبتز
assess-group-clock = الوقت
assess-group-herself = صاحب/ة الطلب
assess-group-minor = العمر
assess-grave = علامة خطيرة
assess-grave-count =
    { $count ->
        [one] علامة خطيرة واحدة في أجوبتك.
        [two] علامتان خطيرتان في أجوبتك.
        [few] { $count } علامات خطيرة في أجوبتك.
        [many] { $count } علامة خطيرة في أجوبتك.
       *[other] { $count } علامة خطيرة في أجوبتك.
    }
assess-suggested = المستوى المقترح ممّا سُجّل
assess-suggestion-is = الاقتراح محسوب من آخر تقييم محفوظ ومن البلاغ. يُحسب من جديد بعد الحفظ.
assess-no-signs = لا علامات مسجّلة.
assess-level = المستوى الذي أراه
assess-level-low = نراجعه خلال 30 يوماً.
assess-level-medium = جواب خلال 4 ساعات. نراجعه خلال 30 يوماً.
assess-level-high = جواب خلال ساعة، ونظرة ثانية. نراجعه خلال 7 أيام.
assess-level-extreme = جواب خلال ربع ساعة، ونظرة ثانية. نراجعه كل يوم.
assess-lower = هذا أدنى من المقترح. السبب يشرح لماذا.
assess-reason = السبب
assess-reason-hint = جملتان تكفيان لمن يستلم بعدك. لا تراه صاحبة الطلب ولا صاحبه.
assess-no-level = ينقص المستوى.
assess-no-reason = ينقص السبب.
assess-submit = حفظ التقييم

## Assign, stage, close, reopen, rename
assign-title = إسناد القضية
assign-who = من يتابعها
assign-you = أنت
assign-what = تُعطى المفاتيح لمن اختير وللمنسّقين، وتُسحب من غيرهم لما سيُكتب بعد الآن.
assign-nobody = دون اختيار تعود القضية إلى الفرز، ويراها كل من له حق الفرز.
assign-submit = إسناد
assign-put-back = إعادة إلى الفرز
assign-done = أُسندت القضية.
move-title = تغيير المرحلة
move-to = المرحلة
move-reason = السبب، إن لزم
move-submit = نقل إلى هذه المرحلة
stage-done = تغيّرت المرحلة.
close-title = إغلاق القضية
close-outcomes = النتيجة، وقد تجتمع أكثر من واحدة
close-summary = كيف انتهت
close-summary-hint = للفريق وحده. جملتان تكفيان.
close-words = كلمة أخيرة إلى صاحب/ة الطلب
close-words-hint = تُرسل في المحادثة قبل الإغلاق، ولا علامة أخرى عليه عند صاحب/ة الطلب. تُترك فارغة إن كانت الرسالة خطراً.
close-words-start = انتهى عملنا على هذا الملف وأغلقناه. رقم المتابعة يبقى صالحاً: الكتابة هنا في أي وقت تفتحه من جديد، ونجيب.
close-words-are = هذا ما يُقرأ عند صاحب/ة الطلب:
close-no-words = لا شيء يُقال لصاحب/ة الطلب.
close-checklist = قبل الإغلاق
close-safety-plan = هناك خطة سلامة
close-told = قيل لصاحب/ة الطلب إن العودة ممكنة في أي وقت
close-incomplete = تلزم نتيجة واحدة على الأقل، وجملة عن النهاية.
close-unweighed = يلزم تأكيد أن الكتابة وُزنت، أو ترك الكلمة الأخيرة فارغة.
close-next = متابعة
close-consequence = بالإغلاق تتوقف المواعيد والتنبيهات لهذه القضية، وتخرج من صفوف العمل. الملف يبقى، والعودة برقم المتابعة تفتحها من جديد.
close-outcomes-are = النتيجة: { $outcomes }
close-no-plan = لا خطة سلامة مسجّلة.
close-not-told = لم يُقل لصاحب/ة الطلب إن العودة ممكنة.
close-confirm = إغلاق القضية الآن
close-done = أُغلقت القضية.
reopen-title = فتح من جديد
reopen-what = تعود القضية إلى صفوف العمل، وتعود المواعيد.
reopen-reason = السبب
reopen-submit = فتح القضية من جديد
reopen-done = فُتحت القضية من جديد.
rename-title = تسمية القضية
rename-what = اسم للفريق لا يدلّ على أحد. لا يوضع فيه اسم صاحب/ة الطلب ولا حسابه.
rename-alias = اسم القضية
rename-line = وصف في سطر
rename-line-hint = يظهر في الصف لكل من له حق الفرز.
rename-submit = حفظ الاسم
rename-done = تغيّر اسم القضية.

## Timeline
log-lane = المسار
lane-all = كل المسارات
lane-shared = مع صاحب/ة الطلب
lane-team = للفريق وحده
lane-access = من فتح الملف
log-checkpoint = السجل كامل حتى { $when }، وفيه { $size } قيد.
log-n = رقم { $n }
log-claims = كُتب في { $when } بحسب كاتبه
log-verified = التوقيع صحيح والقيد في مكانه
log-unverified = لم يثبت هذا القيد: التوقيع أو المكان لا يطابق. لا يُعتمد عليه.
log-set-aside = يُعرض ولا يُحسب
log-not-counted = لا يُحسب: { $why }
log-empty = لا قيود في هذا المسار.
entry-report = بلاغ
entry-message = رسالة
entry-consent = موافقة
entry-note = ملاحظة داخلية
entry-danger = تقييم الخطر
entry-safe-contact = التواصل الآمن
entry-assign = إسناد
entry-stage = تغيير المرحلة
entry-close = إغلاق
entry-reopen = فتح من جديد
entry-access = فتح الملف
entry-opening = مفاتيح جديدة
entry-destroy = تدمير الملف
entry-download = حفظ ملف على جهاز
entry-rekey = رقم متابعة جديد ومفاتيح جديدة
entry-unread = قيد لا يُفتح بمفتاحك
uncounted-newer = كُتب بإصدار أحدث من هذا. يلزم التحديث.
uncounted-malformed = محتواه غير سليم.
uncounted-not-allowed = لا يحق لكاتبه هذا القول.
uncounted-forged = توقيعه لا يطابق.
uncounted-closed = أُقفل لغيرك.
uncounted-after-end = جاء بعد نهاية القضية.
uncounted-incomplete = ينقصه ما يلزم: سبب أو نتيجة.
uncounted-again = تكرار لبلاغ سبق تسجيله.
author-person = صاحب/ة الطلب
author-member = عضو في الفريق
author-channel = قناة خارجية
author-system = الخادم

## Who opened
seen-what = يرى صاحب/ة الطلب هذه القائمة كما هي.
seen-nobody = لم يفتح أحد هذا الملف بعد.
seen-who = الاسم
seen-purpose = السبب
seen-when = متى
seen-limit = تُثبت القائمة ما طُلب من الخادم. إعادة القراءة من شاشة مفتوحة لا تظهر فيها.

## Team
members-title = الفريق
members-loading = تُقرأ قائمة الأعضاء…
members-name = الاسم
members-role = الدور
members-triage = يرى الجديد
members-actions = إجراءات
members-renew = رابط جديد
members-renew-whom = رابط دخول جديد لـ { $name }
members-remove = إخراج
members-remove-whom = إخراج { $name } من الفريق
members-fingerprint = بصمة الفريق
members-fingerprint-use = تُقارَن بالصوت أو وجهاً لوجه مع عضو آخر أو فريق شريك.
role-caseworker = متابِع/ة
role-coordinator = منسّق/ة
role-recovery = ورقة الاستعادة
role-left = ليس في الفريق الآن
role-caseworker-may = يفرز الجديد، ويتابع ما يُسند إليه.
role-coordinator-may = يفتح كل القضايا، ويدعو ويُخرج، ويدمّر ملفاً عند طلب صاحبه.
invite-title = دعوة عضو
invite-lead = الرابط لشخص واحد ومرة واحدة. يُرسل بطريق موثوق، والأفضل باليد.
invite-submit = صنع رابط الدعوة
invite-ready = رابط الدعوة لـ { $handle } جاهز
invite-how = لن يظهر مرة أخرى. من يملكه يدخل الفريق بهذا الاسم، فلا يُرسل في مجموعة.
invite-link = رابط الدعوة
invite-coordinator = لا تكفي موافقتك وحدها لإضافة منسّق/ة: يلزم توقيع ورقة الاستعادة. (توقيع منسّقين اثنين بدل الورقة غير متاح هنا بعد.)
renew-what = لمن ضاعت عبارته ومفاتيحه. يبقى { $name } العضو نفسه باسم الدخول نفسه، ويفتح الرابط له بداية جديدة.
renew-cases = لا يعود شيء من المفاتيح القديمة. بعد الانضمام يجدّد المنسّق/ة مفاتيح القضايا، فتُفتح له من جديد.
renew-stolen = إن وقعت العبارة أو الجهاز في يد أحد، فهذا لا يكفي. يُخرج العضو من الفريق ويُدعى من جديد، فتُستبدل مفاتيح الفريق.
renew-submit = صنع الرابط
remove-consequence = لن يفتح { $name } أي قضية بعد الآن، وتُستبدل المفاتيح في كل قضية كانت معه.
remove-cannot = لا يمكن محو ما قرأه أو نسخه من قبل. وللعودة تلزم دعوة جديدة.
remove-confirm = إخراج من الفريق
remove-done = خرج العضو من الفريق.

## Keys
help-title = مفاتيح لوحة العمل
help-lead = تعمل بمكانها على لوحة المفاتيح، بالعربية واللاتينية معاً.
help-does = ما تفعله
help-latin = لاتيني
help-arabic = عربي
help-key-next = القضية التالية
help-key-previous = القضية السابقة
help-key-open = فتح القضية
help-key-search = بحث
help-key-reply = كتابة ردّ
help-key-note = كتابة ملاحظة داخلية
help-key-danger = تقييم الخطر
help-key-assign = إسناد
help-key-step = الخطوة التالية
help-key-back = العودة إلى الصف
help-key-help = هذه النافذة
help-key-send = إرسال الردّ أو حفظ الملاحظة
help-key-lock = قفل الصفحة فوراً، من أي مكان

## Failures: what happened, then what to do
error-wrong-credentials = اسم الدخول أو طريقة الدخول غير صحيحة.
error-wrong-credentials-advice = التأكد من لغة لوحة المفاتيح ومن المسافات بين الكلمات. إن ضاعت العبارة، يعطي المنسّق/ة رابطاً جديداً.
error-conflict = كتب شخص آخر في القضية في اللحظة نفسها.
error-conflict-advice = قرأنا القضية من جديد ولم يضع ما كتبت. نظرة على الجديد، ثم إرسال مرة أخرى إن بقي صحيحاً.
error-offline = لا اتصال بالخادم.
error-offline-advice = ما كُتب هنا باقٍ ما دامت الصفحة مفتوحة. محاولة أخرى حين يعود الاتصال.
error-forbidden = لا يسمح دورك بهذا.
error-forbidden-advice = يستطيع أحد المنسّقين فعله، أو إسناد القضية إليك.
error-not-found = لم نجد ما طُلب.
error-not-found-advice = ربما حُذف أو استُعمل الرابط من قبل. العودة إلى الصف تُظهر ما هو موجود الآن.
error-locked = أُقفلت الصفحة.
error-locked-advice = الدخول من جديد يفتحها.
error-newer-version = كُتب هذا بإصدار أحدث.
error-newer-version-advice = إعادة تحميل الصفحة تجلب الإصدار الجديد. إن تكرر الأمر، يُحدّث مسؤول الخادم سند.
error-forged = توقيع لا يطابق كاتبه. لم نعرض هذا المحتوى.
error-forged-advice = لا يُكتب في هذه القضية حتى يُعرف السبب. يُخبَر المنسّق/ة ومسؤول الخادم اليوم، بالصوت لا برسالة.
error-rolled-back = يعرض الخادم سجلاً أقدم مما رأيناه من قبل.
error-rolled-back-advice = ربما استُعيدت نسخة احتياطية، وربما أُخفي شيء. يُسأل مسؤول الخادم قبل متابعة العمل.
error-sign-in-again = انتهت الجلسة.
error-sign-in-again-advice = الدخول من جديد يفتحها.
error-taken = هذا الاسم مستعمل.
error-taken-advice = اسم آخر، أو التأكد من أن الدعوة لم تُستعمل من قبل.
error-gone = دُمّر هذا الملف.
error-gone-advice = حُذف ما فيه ولا يعود. العودة إلى الصف تُظهر القضايا الأخرى.
error-too-large = النص أطول مما يُقبل.
error-too-large-advice = يُقسم إلى رسالتين أو أكثر.
error-unavailable = الخادم لا يحفظ شيئاً الآن. لم يُؤخذ ما أُرسل.
error-unavailable-advice = ما كُتب باقٍ هنا. محاولة أخرى بعد دقيقة.
error-unknown = لم ينجح الأمر.
error-unknown-advice = محاولة أخرى بعد قليل. إن تكرر، يُذكر هذا الرمز للمنسّق/ة:
