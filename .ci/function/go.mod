module dcf.example/function

go 1.24
