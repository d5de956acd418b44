package org.op25b.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.config.ConfigFactory;
import org.onosproject.net.config.NetworkConfigEvent;
import org.onosproject.net.config.NetworkConfigListener;
import org.onosproject.net.config.NetworkConfigRegistry;
import org.onosproject.net.config.basics.SubjectFactories;
import org.onosproject.store.service.StorageService;
import org.op25b.controller.Op25b;
import org.op25b.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects the intake to ONOS's network configuration. */
@Component(immediate = true, service = PolicyService.class)
public final class PolicyManager implements PolicyService {
  private static final Logger log = LoggerFactory.getLogger(PolicyManager.class);

  @Reference CoreService coreService;
  @Reference NetworkConfigRegistry networkConfig;
  @Reference StorageService storageService;

  private final PolicyIntake intake = new PolicyIntake(Clock.systemUTC());
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final NetworkConfigListener configListener = this::onConfig;
  private final ConfigFactory<ApplicationId, PolicyConfig> configFactory =
      new ConfigFactory<>(
          SubjectFactories.APP_SUBJECT_FACTORY, PolicyConfig.class, PolicyConfig.KEY) {
        @Override
        public PolicyConfig createConfig() {
          return new PolicyConfig(intake);
        }
      };

  private ApplicationId appId;
  private LastGoodPolicy lastGood;
  private ExecutorService executor;

  @Activate
  void activate() {
    appId = coreService.registerApplication(Op25b.APP_NAME);
    executor =
        Executors.newSingleThreadExecutor(
            new ThreadFactoryBuilder().setNameFormat("op25b-policy").build());
    lastGood = new LastGoodPolicy(storageService);
    lastGood.restoreTo(intake);
    networkConfig.addListener(configListener);
    // ONOS now validates what arrived while the application was off.
    networkConfig.registerConfigFactory(configFactory);
    load();
    log.info("Started");
  }

  @Deactivate
  void deactivate() {
    networkConfig.removeListener(configListener);
    networkConfig.unregisterConfigFactory(configFactory);
    executor.shutdown();
    log.info("Stopped");
  }

  @Override
  public Optional<Policy> policy() {
    return intake.policy();
  }

  @Override
  public Optional<JsonNode> source() {
    return intake.source();
  }

  @Override
  public void configure(JsonNode policy) {
    networkConfig.applyConfig(appId, PolicyConfig.class, policy);
    load();
  }

  @Override
  public PolicyStatus status() {
    return intake.status();
  }

  @Override
  public void forget() {
    networkConfig.removeConfig(appId, PolicyConfig.class);
    synchronized (this) {
      lastGood.forget();
      intake.forget();
    }
    listeners.forEach(Runnable::run);
    log.info("The policy is forgotten");
  }

  @Override
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  private void onConfig(NetworkConfigEvent event) {
    if (event.configClass().equals(PolicyConfig.class)) {
      executor.execute(this::load);
    }
  }

  /** Takes in whatever network configuration holds now. */
  private synchronized void load() {
    PolicyConfig config = networkConfig.getConfig(appId, PolicyConfig.class);
    if (config == null) {
      intake.vanished();
    } else if (intake.accept(config.node())) {
      listeners.forEach(Runnable::run);
      lastGood.save(intake.source().get(), intake.status().acceptedAt().get());
    }
  }
}
