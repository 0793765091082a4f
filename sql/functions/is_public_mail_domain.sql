CREATE TEMPORARY FUNCTION is_public_mail_domain(domain STRING)
RETURNS BOOLEAN
RETURN
  lower(domain) IN (
    '126.com', '163.com', 'aim.com', 'aol.com', 'comcast.net', 'fastmail.com', 'free.fr', 'gmail.com',
    'gmx.at', 'gmx.ch', 'gmx.com', 'gmx.de', 'gmx.net', 'googlemail.com', 'hotmail.co.uk',
    'hotmail.com', 'hotmail.de', 'hotmail.fr', 'icloud.com', 'laposte.net', 'libero.it', 'live.com',
    'mac.com', 'mail.com', 'mail.ru', 'me.com', 'msn.com', 'naver.com', 'orange.fr', 'outlook.com',
    'outlook.de', 'outlook.fr', 'pm.me', 'proton.me', 'protonmail.com', 'qq.com', 'rocketmail.com',
    't-online.de', 'verizon.net', 'web.de', 'yahoo.co.in', 'yahoo.co.jp', 'yahoo.co.uk', 'yahoo.com',
    'yahoo.de', 'yahoo.fr', 'yandex.com', 'yandex.ru', 'ymail.com', 'zoho.com'
  )
