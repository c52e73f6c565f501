package token_test

import "testing"

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Clitics, with every apostrophe.
		{"Weber’s dog doesn't bark, and we’ve heard it'll go.", "Weber ’s dog does n't bark , and we ’ve heard it 'll go ."},
		{"She shouldn't've; I'd said CAN'T.", "She should n't 've ; I 'd said CA N'T ."},
		{"Donʼt. The boys’ bikes, James' car.", "Do nʼt . The boys ’ bikes , James ' car ."},
		{"O’Neil, D'Souza, rock'n'roll at six o'clock; y'all", "O’Neil , D'Souza , rock'n'roll at six o'clock ; y'all"},
		{"We cannot, gonna, wanna; scan not.", "We can not , gon na , wan na ; scan not ."},
		{"’Tis the ’90s, 'em and '08 models; the U.S.’s and 5%'s", "’Tis the ’90s , 'em and '08 models ; the U.S. ’s and 5 % 's"},

		// Numbers and money.
		{"It rose 3.5%, to $1,250.75 or US$1.2bn, £4m and Rs. 10,00,000.", "It rose 3.5 % , to $ 1,250.75 or US$ 1.2bn , £ 4m and Rs. 10,00,000 ."},
		{"The 21st, 2-1, 5:30 p.m., 10am, 7:15pm, 1/2, -5 and .75", "The 21st , 2-1 , 5:30 p.m. , 10 am , 7:15 pm , 1/2 , -5 and .75"},
		{"6:00p.m. sharp, 20°C, €50", "6:00 p.m. sharp , 20 ° C , € 50"},
		{"In 1990,1991 and 1,000,000", "In 1990 , 1991 and 1,000,000"},

		// Abbreviations, acronyms, initials.
		{"Mr. J. R. Hale, Ph.D., of St. Ives, Calif., met J.K. Orr Jr. in Jan.", "Mr. J. R. Hale , Ph.D. , of St. Ives , Calif. , met J.K. Orr Jr. in Jan."},
		{"U.S.-led, non-U.S. firms, e.g. banks, i.e. not No. 5.", "U.S.-led , non-U.S. firms , e.g. banks , i.e. not No. 5 ."},
		{"Sen. Ann Roe, R-Ky., and Rep. Bo Li (D-N.J.)", "Sen. Ann Roe , R-Ky. , and Rep. Bo Li ( D-N.J. )"},
		{"the U. S. Navy and i. e. ships", "the U. S. Navy and i. e. ships"},
		{"Springfield, Ill. is ill. He went.", "Springfield , Ill. is ill . He went ."},

		// Addresses, handles, tags.
		{"See https://news.example.com/a_(b)?x=1, or www.example.org.", "See https://news.example.com/a_(b)?x=1 , or www.example.org ."},
		{"Mail jo.doe+x@mail.example.co.uk, @jo_doe, #VoteNow and $ABC.", "Mail jo.doe+x@mail.example.co.uk , @jo_doe , #VoteNow and $ABC ."},
		{"example.com/news, but end.Then", "example.com/news , but end . Then"},
		{"(https://t.co/x8)", "( https://t.co/x8 )"},
		{"item #5 @ $5 each", "item # 5 @ $ 5 each"},

		// Dashes, slashes, ellipses.
		{"A well-known man—he said--left – at last.", "A well-known man — he said -- left – at last ."},
		{"and/or 24/7; wait... no… yes . . . ok?!", "and / or 24/7 ; wait ... no … yes . . . ok ?!"},
		{"AT&T, R&B, S&P 500, Marks & Spencer", "AT&T , R&B , S&P 500 , Marks & Spencer"},

		// Quotation marks.
		{"“Yes,” ‘no’ \"so\" 'if' «oui» „ja“ ‚nein‘ ‹a› ``b'' \"c\"", "“ Yes , ” ‘ no ’ \" so \" ' if ' « oui » „ ja “ ‚ nein ‘ ‹ a › `` b '' \" c \""},
		{"said:“No.”She", "said : “ No . ” She"},
		{"‘It’s the dogs’,’ he said.", "‘ It ’s the dogs ’ , ’ he said ."},

		// Other scripts and signs.
		{"President 王小明 met Łukasz in Zürich 👩🏽‍⚕️🇰🇪!", "President 王 小 明 met Łukasz in Zürich 👩🏽‍⚕️ 🇰🇪 !"},
		{"Привет, мир. नमस्ते दुनिया।", "Привет , мир . नमस्ते दुनिया ।"},
		{"F***ing f*ck 5 * 3", "F***ing f*ck 5 * 3"},
		{"Great :-) really (sic) note:(x)", "Great :-) really ( sic ) note : ( x )"},
		{"[1] {a} <b> 50/50 a_b C++", "[ 1 ] { a } < b > 50/50 a_b C ++"},
	} {
		if got := words(t, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestLongTokensAreCutOnBorders(t *testing.T) {
	for _, piece := range []string{"a", "é", "王", "👩"} {
		text := ""
		for len(text) < 10_000 {
			text += piece
		}
		d := annotate(t, text)
		checkLaws(t, d)
		for _, k := range d.Tokens {
			if k.Len() > 4096 {
				t.Fatalf("a token of %d bytes", k.Len())
			}
		}
	}
}
