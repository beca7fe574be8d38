### Keys of a member and of the team: passphrase, recovery sheet, own ways in. The rules are those of desk.ftl.

## Passphrase
phrase-title = عبارة المرور
phrase-lead = ست كلمات عشوائية. تُكتب على ورقة تُحفظ بعيداً عن الجهاز. لا أحد يستطيع استعادتها.
phrase-words = كلمات عبارة المرور
phrase-again = كلمات أخرى
phrase-use-own = عبارة من عندي
phrase-use-words = العودة إلى الكلمات الست
phrase-own = عبارة المرور
phrase-own-hint = عشرون حرفاً على الأقل. جملة لا يعرفها أحد أفضل من كلمة صعبة.
phrase-repeat = كتابة الكلمات من الورقة
phrase-repeat-own = كتابة العبارة مرة ثانية
phrase-too-short = العبارة قصيرة: عشرون حرفاً على الأقل.
phrase-differs = لا تطابق العبارة أعلاه. تُكتب كما هي، كلمة كلمة.

## Recovery sheet
sheet-screen = ورقة الاستعادة
sheet-title = ورقة استعادة مفاتيح الفريق
sheet-what = بهذه الورقة يستعيد الفريق قضاياه إذا ضاعت كل الأجهزة. تُطبع أو تُكتب باليد، وتُحفظ في مكان آمن خارج المكتب. لن تظهر مرة أخرى. لم يُرسل شيء بعد: إن أُغلقت الصفحة الآن، تُتلف هذه الورقة ويُبدأ من الرابط من جديد.
sheet-groups = مجموعات ورقة الاستعادة
sheet-fingerprint = بصمة الفريق
sheet-fingerprint-use = يقارنها الأعضاء والفرق الشريكة للتأكد من أن هذا هو فريقنا.
sheet-stolen = من يملك هذه الورقة يستطيع فتح قضايا الفريق. إن ضاعت أو صُوّرت، تُستبدل المفاتيح في اليوم نفسه.
sheet-second = الفريق بحاجة إلى منسّق/ة ثانٍ الآن
sheet-second-why = ما دام في الفريق منسّق/ة واحد، فلا أحد غير هذه الورقة يستطيع إضافة منسّق/ة إن ضاع الحساب. الدعوة من صفحة الفريق تأخذ دقيقة.
sheet-print = طباعة الورقة
sheet-last = آخر مجموعة في الورقة
sheet-last-hint = تُكتب من الورقة نفسها، بعد أن صارت مطبوعة أو مكتوبة باليد.
sheet-last-differs = لا تطابق آخر مجموعة. نظرة ثانية إلى الورقة.
sheet-done = الورقة عندنا: تجهيز الفريق الآن
sheet-typed = ورقة الاستعادة
sheet-typed-hint = المجموعات السبع عشرة، بالترتيب. لا تُحفظ في أي مكان، وتعود الورقة بعدها إلى مكانها.

## Own ways in
security-title = مفاتيح الدخول
security-second = طريقة ثانية للدخول، قبل أن تُحتاج
security-second-why = إن ضاعت الطريقة الوحيدة، ضاعت معها القضايا التي لم تُسند إلى غيرك. طريقتان تكفيان.
security-ways = طرق الدخول إلى مفاتيحي
security-ways-lead = أيّ واحدة منها تكفي وحدها.
security-add-passkey = إضافة مفتاح مرور
security-passkey-what = مفتاح المرور في هذا الجهاز أو في مفتاح صغير يُوصل به: بصمة أو رمز، بلا كتابة. يظهر فيه اسم محايد.
security-passkey-impossible = لا يعرف هذا المتصفح مفاتيح المرور.
security-passkey-done = أُضيف مفتاح المرور.
security-new-passphrase = عبارة مرور جديدة
security-passphrase-what = تحلّ العبارة الجديدة محل القديمة، وتبقى مفاتيح المرور.
security-passphrase-set = اعتماد العبارة الجديدة
security-passphrase-done = صارت العبارة الجديدة هي عبارة المرور.
security-hide = تعطيل
security-hide-which = تعطيل { $name }
security-hidden = عُطّلت طريقة الدخول.
security-lost = ضاعت أو سُرقت؟
security-lost-what = التعطيل يكفي لما ضاع ولم يجده أحد. أما ما وقع في يد غيرك فيُخبَر به المنسّق/ة اليوم: يُخرجك من الفريق ويدعوك من جديد، فتُستبدل مفاتيح الفريق.
security-lock = القفل
security-lock-what = تُقفل اللوحة وحدها بعد خمس دقائق بلا حركة، وبزر القفل، وبالضغط على Esc مرتين. عند القفل تُمحى المفاتيح من ذاكرة المتصفح، ويبقى التنبيه وحده ثماني ساعات بلا أي تفاصيل. الضغط على Esc مرتين يُنهي التنبيه أيضاً.
way-passphrase = عبارة المرور
way-passkey = مفتاح مرور { $id }
way-invitation = رابط الدعوة
hide-what = لن تفتح هذه الطريقة شيئاً بعد الآن.
hide-stolen = من أخذها ومعه نسخة قديمة من خزنتك يستطيع فتح تلك النسخة. إن سُرقت، يُخبَر المنسّق/ة اليوم.

## Failures
error-passkey-cancelled = لم يُستعمل مفتاح المرور.
error-passkey-cancelled-advice = أُلغيت النافذة أو انتهى وقتها، أو لا مفتاح لهذه الصفحة هنا. محاولة أخرى، أو عبارة المرور.
error-passkey-failed = لم يعمل مفتاح المرور.
error-passkey-failed-advice = محاولة أخرى بعد قليل، أو عبارة المرور.
error-no-prf = هذا المفتاح لا يستطيع فتح الخزنة.
error-no-prf-advice = يلزم مفتاح أو متصفح أحدث يدعم PRF. عبارة المرور تعمل كما هي.
error-no-passkey = لا مفتاح مرور لهذا الاسم.
error-no-passkey-advice = الدخول بعبارة المرور، ثم إضافة مفتاح من صفحة مفاتيح الدخول.
error-last-way = هذه آخر طريقة للدخول.
error-last-way-advice = تُضاف طريقة أخرى أولاً.
error-too-many-ways = ثماني طرق هي الحد.
error-too-many-ways-advice = تُعطَّل واحدة أولاً.
error-vault-conflict = تغيّرت مفاتيحك من جهاز آخر.
error-vault-conflict-advice = قفل الصفحة والدخول من جديد، ثم محاولة أخرى.
error-link-used = هذا الرابط مستعمل أو انتهى.
error-link-used-advice = إن كنت قد اخترت عبارة مرور من قبل، فالدخول بها. وإن لم يكن ذلك منك، يُخبَر المنسّق/ة الآن: ربما سبق غيرك إلى الرابط.
error-sheet-mistyped = في الورقة حرف أو رقم لا يطابق.
error-sheet-mistyped-advice = مراجعة المجموعات واحدة واحدة. آخر مجموعة هي للتحقق.
error-sheet-other-team = هذه ورقة فريق آخر.
error-sheet-other-team-advice = تُقارن بصمة الفريق المكتوبة على الورقة.
error-wrong-place = تغيّر شيء في الفريق في اللحظة نفسها، أو لا يسمح به توقيع واحد.
error-wrong-place-advice = محاولة أخرى. إن تكرر، يلزم توقيع ورقة الاستعادة.
