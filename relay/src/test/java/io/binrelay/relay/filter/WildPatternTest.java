package io.binrelay.relay.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildPatternTest {
    @ParameterizedTest
    @CsvSource({
        "shop.%,     shop.orders,    true",
        "shop.%,     shop.,          true",
        "shop.%,     shops.orders,   false",
        "sh%.ord%,   shop.x.orders,  true", // % reaches over the dot
        "sh_p.t_,    shop.t1,        true",
        "sh_p.t_,    shop.t,         false",
        "a\\_b.%,    a_b.t,          true",
        "a\\_b.%,    axb.t,          false",
        "a\\%.t,     a%.t,           true",
        "a\\%.t,     ab.t,           false",
        "%.%a%b,     x.aabab,        true",
        "%.%a%b,     x.aaba,         false",
        "%,          '',             true",
        "a.t\\,      a.t\\,          true", // a backslash with nothing behind it
        "_.t,        \uD83D\uDE00.t, true", // one character, though two of Java's
    })
    void patterns_match_as_mysqld_matches_them(String pattern, String name, boolean matches) {
        assertThat(new WildPattern(pattern).matches(name)).isEqualTo(matches);
    }
}
