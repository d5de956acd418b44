package org.op25b.controller;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * ONOS hands a component the defaults of its {@code .cfgdef}, into which the build copies the
 * source text of {@code OsgiPropertyConstants}: it must be the value, not an expression for it.
 */
class PropertyDefaultsTest {
  private static final String DEFINITIONS = ".cfgdef";
  private static final String DEFAULT = "_DEFAULT";

  @TestFactory
  Stream<DynamicTest> whatOnosHandsOverIsTheDefaultOfTheCode() throws Exception {
    // As text: that is what Truth can show with ONOS's old Guava.
    return eachComponent(
        component ->
            assertThat(handedOver(component).toString())
                .isEqualTo(ofTheCode(component).toString()));
  }

  /** Every constant has a property and a definition: none is left out of the comparison. */
  @TestFactory
  Stream<DynamicTest> everyNameHasADefault() throws Exception {
    return eachComponent(
        component -> assertThat(constants(component)).hasSize(2 * handedOver(component).size()));
  }

  private static Stream<DynamicTest> eachComponent(ThrowingConsumer<Path> check) throws Exception {
    List<Path> components = componentsWithProperties();
    assertThat(components).isNotEmpty();
    return components.stream()
        .map(
            component ->
                DynamicTest.dynamicTest(
                    component.getFileName().toString(), () -> check.accept(component)));
  }

  private static List<Path> componentsWithProperties() throws Exception {
    Path classes =
        Path.of(
            ComponentProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> all = Files.walk(classes)) {
      return all.filter(file -> file.toString().endsWith(DEFINITIONS))
          .map(file -> classes.relativize(file))
          .collect(Collectors.toList());
    }
  }

  /** Lines of {@code name|TYPE|default|description}, one for each property. */
  private static Map<String, Object> handedOver(Path component) throws IOException {
    Map<String, Object> found = new TreeMap<>();
    String resource = "/" + component.toString().replace('\\', '/');
    try (var in = PropertyDefaultsTest.class.getResourceAsStream(resource)) {
      for (String line : Splitter.on('\n').split(new String(in.readAllBytes(), "UTF-8"))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          List<String> parts = Splitter.on('|').splitToList(line);
          found.put(parts.get(0), parts.get(2));
        }
      }
    }
    return found;
  }

  private static Map<String, Object> ofTheCode(Path component) throws ReflectiveOperationException {
    Map<String, Object> constants = constants(component);
    Map<String, Object> defaults = new TreeMap<>();
    constants.forEach(
        (constant, name) -> {
          if (!constant.endsWith(DEFAULT)) {
            defaults.put(name.toString(), String.valueOf(constants.get(constant + DEFAULT)));
          }
        });
    return defaults;
  }

  private static Map<String, Object> constants(Path component) throws ReflectiveOperationException {
    String inPackage = component.getParent().toString().replace('/', '.').replace('\\', '.');
    Map<String, Object> found = new TreeMap<>();
    for (Field field : Class.forName(inPackage + ".OsgiPropertyConstants").getDeclaredFields()) {
      if (!field.isSynthetic()) {
        field.setAccessible(true);
        found.put(field.getName(), field.get(null));
      }
    }
    return found;
  }
}
