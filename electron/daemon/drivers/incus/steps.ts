import type { Step, StepType } from "../../../../shared/plan/step.ts";
import { installApplication, startApplication } from "./applications.ts";
import { changeInstance } from "./change-instance.ts";
import { configureInstance } from "./configure.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import {
  createInstance,
  expectReachable,
  removeInstance,
  startInstance,
  stopInstance,
} from "./instances.ts";
import { createNetwork, removeNetwork } from "./networks.ts";
import { createProject } from "./projects.ts";
import { removeEnvironment } from "./remove-environment.ts";
import { changeVolume, createVolume, removeVolume } from "./volumes.ts";

type Apply<Type extends StepType> = (
  context: Context,
  step: Extract<Step, { type: Type }>,
) => Promise<Outcome<void>>;

/** How each step is taken. */
const STEPS: { readonly [Type in StepType]: Apply<Type> } = {
  "create-environment": (context) => createProject(context),
  "create-network": (context, { network }) => createNetwork(context, network),
  "create-volume": (context, { volume }) => createVolume(context, volume),
  "change-volume": (context, { volume }) => changeVolume(context, volume),
  "create-instance": (context, { instance }) => createInstance(context, instance),
  "change-instance": (context, { instance }) => changeInstance(context, instance),
  "start-instance": (context, { instance }) => startInstance(context, instance),
  "stop-instance": (context, { instance }) => stopInstance(context, instance),
  "configure-instance": (context, { instance }) => configureInstance(context, instance),
  "install-application": (context, { instance, application }) =>
    installApplication(context, instance, application),
  "start-application": (context, { instance, application }) =>
    startApplication(context, instance, application),
  "remove-instance": (context, { id }) => removeInstance(context, id),
  "remove-volume": (context, { id }) => removeVolume(context, id),
  "remove-network": (context, { id }) => removeNetwork(context, id),
  "remove-environment": (context) => removeEnvironment(context),
};

export async function applyStep<Type extends StepType>(
  context: Context,
  step: Extract<Step, { type: Type }>,
): Promise<Outcome<void>> {
  const apply: Apply<Type> = STEPS[step.type];
  const there = "instance" in step ? await expectReachable(context, step.instance) : null;
  return there?.ok === false ? there : apply(context, step);
}
