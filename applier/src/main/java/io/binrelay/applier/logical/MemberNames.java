package io.binrelay.applier.logical;

import java.util.ArrayList;
import java.util.List;

/** The members in the type of an ENUM or SET as the catalog writes it, quotes doubled: {@code enum('a','it''s')}. */
final class MemberNames {
    private MemberNames() {}

    static List<String> of(String columnType) {
        List<String> members = new ArrayList<>();
        int at = columnType.indexOf('\'');
        while (at >= 0) {
            StringBuilder member = new StringBuilder();
            at++;
            while (at < columnType.length() && (columnType.charAt(at) != '\'' || isQuote(columnType, at + 1))) {
                at += columnType.charAt(at) == '\'' ? 1 : 0;
                member.append(columnType.charAt(at++));
            }
            members.add(member.toString());
            at = columnType.indexOf('\'', at + 1);
        }
        return members;
    }

    private static boolean isQuote(String text, int at) {
        return at < text.length() && text.charAt(at) == '\'';
    }
}
