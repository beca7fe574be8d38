### The person's pages. Written in Arabic first; the other locales follow it.
###
### Rules: no word for what was done to her in titles or large text; never "ضحية"; the team says "we";
### buttons speak in the first person or as verbal nouns, so that a form of address is rarely needed.
### Four messages take $address (feminine, masculine, neutral): home-sentence, tell-believe,
### receipt-thanks, visit-welcome. The neutral form leaves the vowels off and reads both ways.
### Digits stand in Latin form here; the page shows them in the form that the reader chose.

## Every page
site-skip = إلى المحتوى
site-exit = خروج سريع
site-exit-hint = يفتح { $site } مكان هذه الصفحة. لا يمحو سجلّ المتصفح.
site-language = اللغة
site-address = صيغة المخاطبة
site-address-feminine = المؤنث
site-address-masculine = المذكر
site-address-neutral = محايدة
site-pages = صفحات أخرى
site-home = البداية
site-now = ماذا أفعل الآن؟
site-about = من نحن ومن يقرأ هذا
answer-yes = نعم
answer-no = لا
answer-unknown = لا أعرف

## First screen
home-sentence =
    { $address ->
        [feminine] لستِ وحدكِ، وما حدث ليس ذنبكِ.
        [masculine] لستَ وحدكَ، وما حدث ليس ذنبكَ.
       *[neutral] لست وحدك، وما حدث ليس ذنبك.
    }
home-help = نساعد مجاناً وبسرّية، ولا نسأل عن الاسم.
home-doors = من أين نبدأ؟
home-door-tell = أريد أن أحكي ما يحدث
home-door-tell-note = لي أو لشخص يهمّني. كل سؤال يمكن تركه.
home-door-now = ماذا أفعل الآن؟
home-door-now-note = ست خطوات، من غير تسجيل.
home-door-back = لديّ رقم متابعة
home-door-back-note = لقراءة الجواب وإكمال الحديث.
home-sealed = ما يُكتب هنا يُقفل، ولا يفتحه إلا فريقنا.
home-trace = لا تحفظ هذه الصفحة شيئاً على الهاتف، لكن سجلّ المتصفح يذكر أنها فُتحت.
home-read-more = من يقرأ هذا، وما الذي يبقى على الهاتف

## Emergency numbers
numbers-title = أرقام عند الخطر
numbers-checked = راجعنا مصدر الرقم في { $date }
numbers-unverified = لم نتأكد من هذا الرقم بعد
numbers-hours-always = على مدار الساعة
numbers-log-note = يبقى الرقم في سجلّ المكالمات إلى أن يُحذف منه.
numbers-family-note = قد تتصل جهة رسمية بالأهل، أو تعيد إلى البيت من خرج منه. يمكن السؤال عن ذلك قبل ذكر الاسم.
numbers-none = لا أرقام مسجّلة لهذا البلد عندنا بعد.

## Right now: six cards
now-title = ماذا أفعل الآن؟
now-intro = ست خطوات، الأهم أولاً. خطوة واحدة اليوم أفضل من لا شيء.
now-pay-title = لا مال ولا صور جديدة
now-pay-text = من يأخذ مرة يعود ويطلب أكثر. إن سبق الدفع فلا بأس، المهم ألّا يتكرر، وإيصال التحويل دليل مفيد.
now-pay-scam = من يعرض «حذف الصور» مقابل مال يحتال غالباً. عملنا مجاني دائماً.
now-reply-title = لا ردّ في ساعة غضب، ولا حظر بعد
now-reply-text = السكوت الآن ليس ضعفاً. لا وعود ولا تهديد ولا توسّل: كل كلمة تعطيه وقتاً أو مادة.
now-reply-known = إن كان معروفاً أو قريباً من المكان فقد يدفعه الحظر المفاجئ إلى النشر. نقرّر ذلك معاً.
now-reply-stranger = وإن كان غريباً تماماً: حفظ كل شيء أولاً، ثم الحظر، من غير حذف المحادثة.
now-keep-title = حفظ كل شيء كما هو
now-keep-shots = لقطات شاشة يظهر فيها الاسم والتاريخ ونصّ التهديد.
now-keep-account = رابط حسابه أو رقمه كاملاً، لأن الاسم الظاهر يتغيّر.
now-keep-delete = لا حذف للمحادثة ولا للحساب، ولا إرسال للصور الخاصة إلى أحد.
now-keep-phone = إن كان غيرك يفتح هذا الهاتف فالحفظ فيه خطر: يمكن إرسال اللقطات إلينا ثم حذفها من الهاتف ومن سلة المحذوفات.
now-lock-title = قفل الحسابات
now-lock-first = البريد الإلكتروني أولاً، فمنه تُستعاد بقية الحسابات: كلمة سر جديدة لا تُستعمل في مكان آخر.
now-lock-warning = الخروج من جهاز يلاحظه من يمسك ذلك الجهاز. إن كان من أهل البيت فالأفضل أن نتحدث أولاً.
now-lock-menus = قد تختلف أسماء القوائم قليلاً من هاتف إلى آخر.
now-whatsapp-name = واتساب
now-whatsapp-devices = الإعدادات ← الأجهزة المرتبطة: تسجيل الخروج من كل جهاز غير معروف.
now-whatsapp-code = الإعدادات ← الحساب ← التحقق بخطوتين: تفعيله برقم سري جديد.
now-whatsapp-hide = الإعدادات ← الخصوصية: الصورة وآخر ظهور والمجموعات لجهات الاتصال فقط.
now-instagram-name = إنستغرام
now-instagram-devices = الإعدادات ← مركز الحسابات ← كلمة السر والأمان ← أماكن تسجيل الدخول: الخروج من كل جهاز غير معروف.
now-instagram-code = في القائمة نفسها: تغيير كلمة السر، ثم المصادقة الثنائية.
now-instagram-hide = الإعدادات ← خصوصية الحساب: حساب خاص. المتابعون الحاليون يبقون، ويمكن إزالة من لا يُعرف منهم.
now-facebook-name = فيسبوك
now-facebook-devices = الإعدادات ← مركز الحسابات ← كلمة السر والأمان ← أماكن تسجيل الدخول: الخروج من كل جهاز غير معروف.
now-facebook-code = في القائمة نفسها: تغيير كلمة السر، ثم المصادقة الثنائية.
now-facebook-hide = الإعدادات ← كيف يعثر عليك الآخرون: قائمة الأصدقاء «أنا فقط». بها يهدّد عادةً.
now-telegram-name = تيليغرام
now-telegram-devices = الإعدادات ← الأجهزة: إنهاء كل الجلسات الأخرى.
now-telegram-code = الإعدادات ← الخصوصية والأمان ← التحقق بخطوتين: كلمة سر جديدة.
now-telegram-hide = الإعدادات ← الخصوصية والأمان: رقم الهاتف «لا أحد»، والمجموعات لجهات الاتصال.
now-snapchat-name = سناب شات
now-snapchat-devices = الملف الشخصي ← علامة الترس ← كلمة السر: تغييرها يُخرج الأجهزة الأخرى في الغالب.
now-snapchat-code = علامة الترس ← المصادقة الثنائية: تفعيلها، ثم حذف الأجهزة القديمة من القائمة نفسها.
now-snapchat-hide = علامة الترس ← وضع الشبح: لا يظهر المكان على الخريطة.
now-tiktok-name = تيك توك
now-tiktok-devices = الملف الشخصي ← القائمة ← الإعدادات والخصوصية ← الأمان والأذونات ← إدارة الأجهزة: إزالة كل جهاز غير معروف.
now-tiktok-code = في القائمة نفسها: التحقق بخطوتين، ثم كلمة سر جديدة.
now-tiktok-hide = الإعدادات والخصوصية ← الخصوصية: حساب خاص.
now-person-title = إخبار شخص واحد موثوق
now-person-text = شخص واحد يكفي، ولا يلزم أن يكون من البيت: صديقة، خالة، معلّمة، زميل. يكفي أن يعرف أن هناك من يضغط عليك، من غير تفاصيل.
now-person-minor = من هو دون الثامنة عشرة يحتاج إلى شخص كبير إلى جانبه. يمكن أن نساعد في اختياره.
now-hurt-title = إن كان الأذى قريباً
now-hurt-text = مكان فيه ناس، أو بيت آمن، قبل أي شيء آخر. الهوية والدواء والشاحن في حقيبة واحدة جاهزة.
now-hurt-self = وإن كانت فكرة الموت حاضرة: البقاء هذه الليلة مع أحد، وإبعاد ما قد يؤذي، والكتابة إلينا. هذا الألم يخفّ حين يُقال.
now-tools-title = لمنع النشر قبل أن يحدث
now-tools-text = تصنع هذه المواقع بصمة رقمية للصورة على الهاتف نفسه، ولا تخرج الصورة منه. تعمل مع بعض المنصّات، لا كلها.
now-tools-adult = من 18 سنة فما فوق:
now-tools-minor = دون 18 سنة، أو صورة من تلك السن:
now-tell = أريد أن أحكي ما يحدث

## Tell
tell-title = بكلماتك
tell-believe =
    { $address ->
        [feminine] نصدّقكِ. احكي كما يخطر لكِ، واتركي ما لا تريدين الجواب عنه.
        [masculine] نصدّقكَ. احكِ كما يخطر لكَ، واترك ما لا تريد الجواب عنه.
       *[neutral] نصدّقك. يكفي ما يخطر على البال بأي ترتيب، وكل سؤال يمكن تركه.
    }
tell-only-one = خانة واحدة فقط لا بد منها: ما الذي يحدث.
tell-sealed-on = يُقفل هذا على هاتفك قبل إرساله، ولا يفتحه إلا فريقنا.
tell-sealed-off = يُقفل هذا عند وصوله إلى خادمنا، لأن جافاسكربت متوقّف في هذا المتصفح. يمرّ بذاكرة الخادم لحظة ثم لا يفتحه إلا فريقنا. وبتشغيل جافاسكربت يُقفل على الهاتف نفسه.
tell-progress = { $step } من { $total }، يمكنك التخطي
tell-next = التالي
tell-previous = السابق
tell-send = إرسال
tell-send-now = إرسال الآن
tell-after = بعد الإرسال يظهر رقم متابعة. به وحده يُقرأ الجواب، ولا نرسل شيئاً إلى الهاتف.
tell-sealing = يُقفل الآن على هذا الهاتف…
tell-sending = يُرسل…
tell-failed = لم يصل بعد. ما كُتب باقٍ في هذه الصفحة، ونعيد المحاولة.
tell-offline = لا اتصال الآن. ما كُتب باقٍ ما دامت الصفحة مفتوحة.
tell-text-missing = لا يمكن الإرسال وهذه الخانة فارغة. كلمات قليلة تكفي.
tell-intake-old = لم يجدّد فريقنا مفتاح هذه الصفحة في موعده. ما كُتب يُقفل ويصل كالمعتاد، وقد يتأخر الجواب.

tell-who-title = لمن هذا؟
tell-who-hint = نساعد في الحالتين. الجواب يغيّر طريقة كلامنا فقط.
tell-for-whom = أكتب
tell-for-other = الكتابة عن شخص آخر مرحّب بها. يكفي ما هو معروف، والأفضل أن يعرف صاحب الأمر بذلك إن كان هذا آمناً له.
tell-age = عمر من يحدث له هذا
tell-age-why = نسأل أولاً لأن من هو دون 18 سنة لا تُرسل صوره إلينا أبداً، حمايةً له.
tell-age-adult = 18 سنة أو أكثر
tell-age-minor = أقل من 18 سنة
tell-age-unsaid = أفضّل عدم الجواب

tell-what-title = ما الذي يحدث؟
tell-what-hint = جملة واحدة تكفي للبداية. لا حاجة إلى اسم ولا إلى تفاصيل محرجة.
tell-text = ما الذي يحدث
tell-text-help = مثلاً: من متى، وماذا يقول، وممّ الخوف.

tell-held-title = ما عنده، وما يريده
tell-held-hint = حتى نعرف من أين نبدأ. يمكن اختيار أكثر من جواب.
tell-material = ما الذي عنده، أو يقول إنه عنده؟
tell-demand = ماذا يطلب؟
tell-deadline = هل حدّد موعداً؟
tell-deadline-help = كما قاله: «الليلة»، «قبل الجمعة».

tell-him-title = من هو؟
tell-him-hint = المعرفة القليلة مفيدة: رقم أو رابط واحد قد يكفي.
tell-platform = أين يتواصل؟
tell-accounts = حساباته أو أرقامه
tell-accounts-help = رابط، اسم مستخدم، رقم هاتف أو محفظة. كل واحد في سطر.
tell-relationship = ما صلته بمن يحدث له هذا؟
tell-choose = بلا جواب

tell-danger-title = ستة أسئلة عن السلامة
tell-danger-hint = بها نعرف من يحتاج إلينا قبل غيره. نعم أو لا أو لا أعرف، والترك ممكن.
tell-danger-family = هل يهدّد بإخبار الأهل أو العشيرة؟
tell-danger-hurt = هل هناك من قد يؤذيك إذا عرف، أو هدّد بالأذى؟
tell-danger-deadline = هل الموعد الذي حدّده خلال ثلاثة أيام؟
tell-danger-published = هل نشر شيئاً أو أرسله إلى أحد؟
tell-danger-self = هل تأتي فكرة إيذاء النفس أو الموت؟
tell-danger-alone = هل تمرّ هذه الأيام من غير أحد يعرف؟
tell-danger-after = إن كان الخطر في هذه الساعة، فهذه الأرقام أسرع منا.

tell-safe-title = كيف نصل إليك بأمان؟
tell-safe-hint = إن بقي هذا فارغاً فلن نبدأ بالمراسلة أبداً. الجواب ينتظر في صفحة المتابعة.
tell-safe-channel = طريقة التواصل
tell-safe-hours = أوقات آمنة
tell-safe-hours-help = مثلاً: بعد العاشرة ليلاً، أو وقت الدوام.
tell-safe-shared = هل يفتح أحد غيرك هذا الهاتف؟
tell-safe-code-word = كلمة سر بيننا تعني: «ليس آمناً، توقّفوا»
tell-safe-code-word-help = كلمة عادية لا تلفت النظر، مثل «الكهرباء».
tell-safe-never = ما الذي لا نفعله أبداً؟
tell-safe-never-help = مثلاً: لا مكالمات، لا رسائل نصية، لا ذكر لاسمكم.

tell-consent-title = ما نفعله بموافقتك فقط
tell-consent-hint = كل موافقة وحدها، ويمكن سحبها في أي وقت. من غيرها نساعد أيضاً.
tell-consent-identify = أوافق أن يبحث الفريق عن صاحب الحساب
tell-consent-identify-note = نبحث في ما هو متاح قانوناً. لا نتصل به ولا بأحد من أهله.
tell-consent-police = أوافق أن نتحدث عن إبلاغ الشرطة
tell-consent-police-note = لا يُرسل شيء قبل أن نسأل مرة ثانية ونتكلم عن خطر أن يعرف الأهل.
tell-consent-takedown = أوافق أن يطلب الفريق من المنصّات إزالة ما نُشر
tell-consent-takedown-note = نرسل الرابط، لا القصة ولا الاسم.
tell-consent-statistics = أوافق أن يُحسب هذا في أرقامنا
tell-consent-statistics-note = رقم في مجموع، من غير اسم ولا مدينة. لا ننشر عدداً صغيراً.

## Files and voice
attach-title = لقطات وتسجيل صوتي
attach-hint = لقطات شاشة أو محادثة مصدّرة. يُقفل كل ملف على هذا الهاتف قبل إرساله، وتبقى الصور مموّهة.
attach-intimate = لا حاجة إلى الصور الخاصة نفسها. يكفي ما يُظهر التهديد وصاحب الحساب.
attach-choose = اختيار ملفات
attach-list = الملفات المختارة
attach-minor = لا تُرسل صور ولا مقاطع لمن هو دون 18 سنة. الكتابة أو التسجيل الصوتي يكفي، ورابط الحساب إن وُجد.
attach-voice = تسجيل صوتي
attach-voice-stop = إيقاف التسجيل
attach-voice-note = يسمع الفريق الصوت كما هو.
attach-remove = إزالة
attach-show = إظهار
attach-hide = إخفاء
attach-sealing = يُقفل…
attach-sending = يُرسل…
attach-done = وصل
attach-failed = لم يصل. إعادة المحاولة
attach-too-large = هذا الملف أكبر مما يمكن إرساله
attach-off = إرسال الملفات يحتاج إلى جافاسكربت، لأنها تُقفل على الهاتف نفسه. الكتابة تكفي، ويمكن إرسالها لاحقاً.

## Receipt
receipt-title = رقم المتابعة
receipt-thanks =
    { $address ->
        [feminine] وصلت رسالتكِ. ما فعلتِه الآن يحتاج إلى شجاعة.
        [masculine] وصلت رسالتكَ. ما فعلتَه الآن يحتاج إلى شجاعة.
       *[neutral] وصلت رسالتك. هذه خطوة تحتاج إلى شجاعة.
    }
receipt-answer =
    { $hours ->
        [zero] نجيب عادةً خلال أقل من ساعة.
        [one] نجيب عادةً خلال ساعة.
        [two] نجيب عادةً خلال ساعتين.
        [few] نجيب عادةً خلال { $hours } ساعات.
        [many] نجيب عادةً خلال { $hours } ساعة.
       *[other] نجيب عادةً خلال { $hours } ساعة.
    }
receipt-why = بهذا الرقم وحده يُقرأ الجواب. لا نرسل شيئاً إلى الهاتف، ولا يظهر الرقم مرة أخرى.
receipt-number = الرقم، خمس مجموعات
receipt-keep-title = ثلاث طرق لحفظه
receipt-keep-paper = على ورقة، بين أرقام أخرى. يشبه أرقام الهواتف.
receipt-keep-contacts = في جهات الاتصال، كرقمين باسمين عاديين مثل «خياطة 1» و«خياطة 2»:
receipt-keep-memory = في الذاكرة: مجموعة بعد مجموعة.
receipt-keep-warning = لقطة الشاشة تبقى في الصور وقد تُرفع تلقائياً. الورقة أسلم.
receipt-confirm-title = تأكيد قبل إغلاق الصفحة
receipt-confirm = المجموعة الأخيرة من الرقم
receipt-confirm-wrong = ليست المجموعة الأخيرة. أربعة أرقام، كما في الأعلى.
receipt-confirm-done = حفظته
receipt-lost-title = وإن ضاع الرقم؟
receipt-lost-text = لا نستطيع استعادته، لا نحن ولا غيرنا، لأننا لا نحفظه. تكفي رسالة جديدة تذكر شيئاً من الأولى حتى نجمع بينهما.
receipt-seen-title = وإن رآه أحد؟
receipt-seen-text = من يعرف الرقم يقرأ المحادثة ويكتب فيها. عند الشك: رسالة جديدة برقم جديد تقول ذلك، ويمكن حذف الملف القديم من صفحة المتابعة.
receipt-off-note = مرّ هذا بخادمنا لحظة قبل أن يُقفل. عند فتح صفحة المتابعة مع تشغيل جافاسكربت يُقفل ما بعده على الهاتف.

## Coming back
back-title = لديّ رقم متابعة
back-intro = عشرون رقماً، بفواصل أو من غيرها، بالأرقام العربية أو اللاتينية.
back-label = رقم المتابعة
back-open = فتح
back-opening = يُفتح… قد يأخذ بضع ثوانٍ على هذا الهاتف.
back-error-digits = رقم منها غير صحيح أو ناقص. المراجعة مجموعة بعد مجموعة تكفي عادةً.
back-error-unknown = لا ملف بهذا الرقم. ربما حُذف، أو انقلب رقمان.
back-error-busy = محاولات كثيرة الآن. بعد دقيقة يمكن إعادة المحاولة، والرقم باقٍ صالحاً.
back-sealed-on = يُفتح الملف على هذا الهاتف. لا يخرج الرقم منه.
back-sealed-off = جافاسكربت متوقّف: يُرسل الرقم إلى خادمنا ويُفتح الملف هناك لحظة، ثم يُنسى.
back-lost = ضاع الرقم؟ لا يستطيع أحد استعادته. تكفي رسالة جديدة تذكر شيئاً من الأولى.
back-lost-tell = رسالة جديدة

## Conversation
visit-title = المحادثة
visit-welcome =
    { $address ->
        [feminine] أهلاً بعودتكِ.
        [masculine] أهلاً بعودتكَ.
       *[neutral] أهلاً من جديد.
    }
visit-from-team = من الفريق
visit-from-you = منك
visit-empty = لا رسائل بعد.
visit-when = { $date }، { $time } { $zone }
visit-zone-baghdad = بتوقيت بغداد
visit-off-file = ملف أُرسل: { $name }
visit-status-arrived = وصلت رسالتك، ولم تُقرأ بعد.
visit-status-read = قرأ فريقنا رسالتك. سيجيبك شخص واحد فقط.
visit-status-answered = في المحادثة جواب جديد.
visit-status-waiting = ننتظر كلمة منك، من غير استعجال.
visit-status-closed = أُغلق الملف. رسالة واحدة تفتحه من جديد.
visit-say = رسالة إلى الفريق
visit-say-send = إرسال إلى الفريق
visit-expires = تُغلق هذه الصفحة وحدها بعد قليل، والعودة بالرقم نفسه.
visit-drawers = ملفّي
visit-file-title = ما تحفظونه عني
visit-file-empty = لم يُكتب شيء بعد غير ما قلته.
visit-opened-title = من فتح ملفّي
visit-opened-empty = لم يفتحه أحد بعد.
visit-opened-honest = يُسجَّل كل طلب لفتح الملف قبل فتحه. إعادة القراءة من نسخة مفتوحة لا تُسجَّل.
visit-opened-who = من
visit-opened-when = متى
visit-opened-why = لماذا
visit-consents-title = موافقاتي
visit-consents-empty = لم تُعطَ أي موافقة.
visit-consent-given = أوافق
visit-consent-withdrawn = سُحبت
visit-withdraw = سحب الموافقة
visit-withdraw-honest = السحب يوقف ما لم يحدث بعد. ما أُرسل قبل ذلك نطلب حذفه، ولا نضمنه.
visit-plan-title = خطة السلامة
visit-plan-empty = نكتبها معاً حين يكون ذلك مناسباً.
visit-rekey-title = تغيير رقم المتابعة
visit-rekey-text = يظهر رقم جديد، ويتوقّف القديم في اللحظة نفسها.
visit-rekey = رقم جديد
visit-destroy-title = حذف كل شيء
visit-destroy-text = تُحذف المحادثة والملفات من خادمنا ومن نسخه الاحتياطية خلال أيام. لا يعود ذلك ممكناً بعدها، ولن يفتح هذا الرقم شيئاً.
visit-destroy-honest = ما سبق إرساله بموافقتك إلى جهة أخرى، أو فُتح على جهاز عضو في الفريق، لا نستطيع محوه من هناك.
visit-destroy-sure = أريد حذف كل شيء نهائياً
visit-destroy = حذف نهائي

## The neutral page after leaving
left-text = لا شيء هنا.

## Who we are
about-title = من نحن، ومن يقرأ هذا
about-who-title = من نحن
about-who = { $team }. متطوّعون يساعدون من يضغط عليه أحد عبر الإنترنت. المساعدة مجانية، ولا نطلب مالاً أبداً.
about-read-title = من يقرأ ما يُكتب هنا
about-read-on = مع جافاسكربت: يُقفل النص على الهاتف، ولا يفتحه إلا أعضاء الفريق. الخادم ومن يديره لا يقرأان.
about-read-off = من غير جافاسكربت: يصل النص إلى الخادم ثم يُقفل فوراً. في تلك اللحظة يستطيع من يسيطر على الخادم أن يقرأه.
about-read-other = ما يُرسل عبر فيسبوك أو إنستغرام أو واتساب أو تيليغرام قد تقرؤه الشركة صاحبة التطبيق. هذه الصفحة أستر.
about-read-seen = كل عضو يفتح الملف يُسجَّل، ويظهر ذلك في صفحة المتابعة.
about-exit-title = ما لا يمحوه الخروج السريع
about-exit-history = سجلّ المتصفح: يبقى عنوان الموقع. يُحذف هذا السطر وحده، فالسجلّ الفارغ كله قد يلفت النظر.
about-exit-how = كروم وسامسونغ: القائمة ← السجلّ ← الضغط المطوّل على السطر ← حذف. سفاري: الكتاب المفتوح ← السجلّ ← السحب على السطر.
about-exit-private = نافذة التصفح الخاص لا تكتب في السجلّ أصلاً.
about-exit-sync = الحساب المشترك: إن كان الهاتف والحاسوب على حساب واحد فالسجلّ يظهر في الاثنين.
about-exit-keyboard = لوحة المفاتيح قد تقترح كلمات كُتبت هنا. يمكن مسح الكلمات المتعلَّمة من إعداداتها.
about-exit-network = صاحب الشبكة المنزلية أو شركة الإنترنت قد يعرف اسم الموقع، لا ما كُتب فيه.
about-exit-spy = إن كان على الهاتف برنامج مراقبة فقد يرى الشاشة نفسها. هاتف آخر أسلم.
about-minor-title = من هو دون 18 سنة
about-minor-text = نساعد من غير صور. لا نستقبل صورة لطفل أو مراهق، ولا نفتحها إن وصلت.
about-police-title = الشرطة والأهل
about-police-text = لا نتصل بالشرطة ولا بالأهل من دون موافقة. إن رأينا خطراً على حياة قلنا ذلك بوضوح وسألنا.
about-delete-title = الحذف
about-delete-text = من صفحة المتابعة يمكن سحب أي موافقة، أو حذف كل شيء.

## When something does not work
problem-title = لم يكتمل ذلك
problem-what-title = ما الذي حدث
problem-do-title = ما العمل
problem-code = رمز المشكلة
problem-draft = ما كُتب، حتى لا يضيع:
problem-form-expired-what = بقيت الصفحة مفتوحة وقتاً طويلاً، ولم يُرسل شيء.
problem-form-expired-do = نسخ النص من الأسفل، ثم فتح صفحة جديدة ولصقه فيها.
problem-text-missing-what = وصل النموذج فارغاً.
problem-text-missing-do = الرجوع، وكتابة كلمات قليلة في خانة «ما الذي يحدث».
problem-text-long-what = النص أطول مما يقبله النموذج مرة واحدة.
problem-text-long-do = إرسال الجزء الأول، ثم إكمال الباقي في المحادثة.
problem-busy-what = الخادم مشغول الآن، ولم يُحفظ شيء.
problem-busy-do = إعادة المحاولة بعد دقيقة. ما كُتب في الأسفل.
problem-visit-expired-what = أُغلقت صفحة المتابعة بعد مدة، حمايةً لك.
problem-visit-expired-do = فتحها مرة ثانية برقم المتابعة.
problem-not-found-what = لا صفحة بهذا العنوان.
problem-not-found-do = العودة إلى البداية.
problem-off-closed-what = لا يستقبل هذا الموقع رسائل من متصفح متوقّف فيه جافاسكربت.
problem-off-closed-do = تشغيل جافاسكربت في المتصفح، أو متصفح آخر.
problem-failed-what = حدث خطأ عندنا. ليس بسبب ما كُتب.
problem-failed-do = إعادة المحاولة بعد قليل. إن تكرّر فالأرقام في «ماذا أفعل الآن؟».

# Above every page of a demonstration.
site-demo = عرض تجريبي: الفريق والقضايا هنا مُختلَقة، ولا يصل شيء إلى أحد.
