module dcf.test/function

go 1.24
