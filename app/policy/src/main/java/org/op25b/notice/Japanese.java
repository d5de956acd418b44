package org.op25b.notice;

import com.google.common.collect.ImmutableList;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.TcpPacket;

/** Japanese, in the words that providers in Japan use for it. */
final class Japanese implements Wording {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日H時mm分");
  private static final String NAME = "この対策を Outbound Port 25 Blocking（OP25B）といいます。";

  @Override
  public String title() {
    return "Outbound Port 25 Blocking（OP25B）のご案内";
  }

  @Override
  public String dateline(String provider, ZonedDateTime now) {
    return (provider.isEmpty() ? "" : provider + "　") + DAY.format(now) + "現在";
  }

  @Override
  public String introduction(Extent extent) {
    String start = "当社では、迷惑メールの送信を防ぐため、動的IPアドレスの回線から";
    String port = "メールサーバーの25番ポート（TCP）へ直接送信する通信";
    switch (extent) {
      case NONE:
        return "当社では現在、25番ポート（TCP）を使ったメール送信の制限" + "（Outbound Port 25 Blocking、OP25B）を行っていません。";
      case MEASURED:
        return start + port + "を制限する準備を進めています。" + NAME + "現在はまだ制限していません。実施日が決まりましたら、あらためてお知らせします。";
      case PLANNED:
        return start + port + "を制限する予定です。" + NAME + "現在はまだ制限していません。";
      case OWN_SERVERS_ONLY:
        return start + "、当社のメールサーバーを経由せずに外部の" + port + "を制限しています。" + NAME;
      case CLOSED:
        return start + port + "を制限しています。送信先が当社のメールサーバーの場合も制限の対象となります。" + NAME;
      default:
        return start + port + "を制限しています。当社のメールサーバー宛の送信ができるかどうかは、サービスによって異なります。" + NAME;
    }
  }

  @Override
  public String stepByStep() {
    return "制限は、サービスごとに順次実施しています。";
  }

  @Override
  public String privacy() {
    return "制限するかどうかは、IPアドレスとTCPのポート番号だけで判断しています。メールの内容を確認することはありません。";
  }

  @Override
  public String untouched() {
    return "メールの受信、Webメール、587番ポート（サブミッションポート）や465番ポート（SMTP over TLS）を使った送信は、" + "これまでどおりご利用いただけます。";
  }

  @Override
  public String affectedHeading() {
    return "対象となるサービス";
  }

  @Override
  public List<String> affectedColumns() {
    return ImmutableList.of("区分", "サービス", "提供事業者", "エリア", "実施状況", "今後の予定");
  }

  @Override
  public String kind(int number) {
    return "区分" + number;
  }

  @Override
  public String status(Stage stage, boolean someServers) {
    switch (stage) {
      case OPEN:
        return "制限していません";
      case MEASURED:
        return "準備中（現在は制限していません）";
      default:
        return "実施中" + scope(stage, someServers);
    }
  }

  private static String scope(Stage stage, boolean someServers) {
    if (stage == Stage.CLOSED) {
      return "（当社のメールサーバー宛を含む）";
    }
    return someServers ? "（当社の一部のメールサーバー宛を除く）" : "（当社のメールサーバー宛を除く）";
  }

  @Override
  public String since(ZonedDateTime since, String status) {
    return time(since) + "から" + status;
  }

  @Override
  public String planned(ZonedDateTime at, Stage stage, boolean someServers) {
    switch (stage) {
      case OPEN:
        return time(at) + "に制限を解除";
      case MEASURED:
        return time(at) + "から準備（制限はしません）";
      default:
        return time(at) + "から制限" + scope(stage, someServers);
    }
  }

  @Override
  public String list(Iterable<String> names) {
    return String.join("、", names);
  }

  @Override
  public String steps(List<String> steps) {
    return list(steps);
  }

  @Override
  public String timesIn(ZoneId zone) {
    return "日時は" + zone.getDisplayName(TextStyle.FULL, Locale.JAPANESE) + "です。";
  }

  @Override
  public String areaNote() {
    return "エリアは、アクセス回線を提供する事業者の区分によるもので、都道府県とは一致しない場合があります。";
  }

  @Override
  public String unaffectedHeading() {
    return "対象とならないサービス";
  }

  @Override
  public String unaffectedLead() {
    return "次のサービスでは、これまでどおり25番ポートで送信できます。";
  }

  @Override
  public String unaffected(String name, String tenant, Set<String> areas) {
    StringBuilder line = new StringBuilder(name);
    if (!tenant.isEmpty()) {
      line.append("（提供事業者: ").append(tenant).append("）");
    }
    if (!areas.isEmpty()) {
      line.append("（エリア: ").append(list(areas)).append("）");
    }
    return line.toString();
  }

  @Override
  public String tableHeading() {
    return "メール送信の可否";
  }

  @Override
  public List<String> tableColumns() {
    return ImmutableList.of("ご利用の回線", "送信に使うメールサーバー", "ポート番号", "送信の可否");
  }

  @Override
  public String sender(Row.Sender sender, int kind, int kinds) {
    switch (sender) {
      case AFFECTED:
        return kinds > 1 ? "対象サービス（" + kind(kind) + "）の回線" : "対象サービスの回線";
      case UNAFFECTED:
        return kinds == 0 ? "当社の回線" : "対象外のサービスの回線";
      case ELSEWHERE:
        return "他社の回線";
      case DENIED:
        return "他社の回線のうち、当社が受信を制限しているもの（他社の動的IPアドレスなど）";
      default:
        return "当社が受信を許可している他社のメールサーバー";
    }
  }

  @Override
  public String ownServers(List<String> names) {
    return "当社のメールサーバー" + (names.isEmpty() ? "" : "（" + list(names) + "）");
  }

  @Override
  public String otherServers() {
    return "他社のメールサーバー";
  }

  @Override
  public String outcome(Row row) {
    boolean smtp = row.port() == TcpPacket.SMTP;
    switch (row.outcome()) {
      case REFUSED:
        return "× 送信できません";
      case VARIES:
        return "△ サーバーによって異なります";
      case LIMITED:
        return "△ 一定の量まで送信できます";
      default:
        if (row.sender() == Row.Sender.ELSEWHERE && smtp) {
          return "○ 送信できます（ご利用の事業者がOP25Bを実施している場合は送信できません）";
        }
        return row.groups().isEmpty() && !smtp ? "○ 送信できます（その事業者が587番ポートに対応している場合）" : "○ 送信できます";
    }
  }

  @Override
  public List<String> tableNotes() {
    return ImmutableList.of(
        "587番ポート（サブミッションポート）での送信には、送信者認証（SMTP AUTH）が必要です。465番ポートの扱いも587番ポートと同じです。",
        "個別に制限の除外を受けているお客様には、この表とは異なる扱いになる場合があります。");
  }

  @Override
  public String remediesHeading(boolean inForce) {
    return inForce ? "メールを送信できない場合の対処方法" : "お客様へのお願い";
  }

  @Override
  public String submission() {
    return "メールソフトの送信サーバー（SMTP）の設定で、ポート番号を25から587に変更し、送信者認証（SMTP AUTH）を有効にしてください。"
        + "他社のメールサーバーをお使いの場合は、その事業者の案内をご確認ください。";
  }

  @Override
  public String relay(boolean onPort25) {
    return "ご自身でメールサーバーを運用されている場合は、当社のメールサーバー"
        + (onPort25 ? "" : "の587番ポート")
        + "を経由して外部へ送信するよう、中継（スマートホスト）の設定をしてください。";
  }

  @Override
  public String openSubmission() {
    return "ご自身のメールサーバーを他社の回線からもお使いになる場合は、そのサーバーで587番ポートと送信者認証（SMTP AUTH）をご用意ください。";
  }

  @Override
  public String fixedAddress(boolean listed) {
    return "メールサーバーから外部へ直接送信する必要がある場合は、固定IPアドレスのサービスへの変更をご検討ください。"
        + (listed ? "制限の対象とならないサービスは、上記のとおりです。" : "固定IPアドレスの回線は制限の対象になりません。");
  }

  @Override
  public String exemption() {
    return "上記のいずれの方法でも対応できない場合は、制限の除外をお申し込みいただけます。下記の窓口までご相談ください。";
  }

  @Override
  public String symptomsHeading() {
    return "制限された場合の表示";
  }

  @Override
  public String symptoms(Set<BlockStyle> styles) {
    if (styles.size() > 1) {
      return "25番ポートへの接続は、サービスによって、すぐに拒否されるか、応答がないままタイムアウトになり、メールソフトにエラーが表示されます。";
    }
    return styles.contains(BlockStyle.REJECT)
        ? "25番ポートへの接続は通常すぐに拒否され、メールソフトにエラーが表示されます。"
        : "25番ポートへの接続には応答がなく、しばらくするとメールソフトにタイムアウトのエラーが表示されます。";
  }

  @Override
  public String contactHeading() {
    return "お問い合わせ先";
  }

  @Override
  public String contact(String provider, String contact) {
    if (contact.isEmpty()) {
      return "ご契約先のサポート窓口までお問い合わせください。";
    }
    return (provider.isEmpty() ? "" : provider + "　") + contact;
  }

  private static String time(ZonedDateTime time) {
    return (time.toLocalTime().equals(LocalTime.MIDNIGHT) ? DAY : MINUTE).format(time);
  }
}
